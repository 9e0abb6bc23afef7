"""What must be known before any index is touched: a concern, abuse, another language, small talk."""
