"""What must hold: floors, baseline, known failures."""
