"""A made-up province whose offices send returns: demonstration, test bed and benchmark input.

Nothing here is about a real place. Every sheet says ``TỈNH BÌNH MINH (HƯ CẤU)``.
"""
