"""Fits what data/ holds from development questions; nothing else imports it."""
