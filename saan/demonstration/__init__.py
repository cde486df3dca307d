"""The demonstration: a small, clearly fictitious Chachoengsao in the middle of its work.

It writes through the same actions as officers do, so that nothing here can be in a state that the system would not
allow. It knows every domain and no screen; nothing imports it.
"""
