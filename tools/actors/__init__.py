"""Tools that turn tables of facts into dictionary entries of actors."""
