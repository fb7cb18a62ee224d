"""What Dutch is: words, lemmas, compounds, spelling, sentences, kinds of question."""
