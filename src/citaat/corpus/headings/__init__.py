"""Which headings are shown with a quote, because it means something else without."""
