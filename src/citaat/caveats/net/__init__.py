"""The net under the rules: messages that were weighed, for what no rule has words for."""
