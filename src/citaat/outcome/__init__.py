"""An outcome as JSON and as text."""
