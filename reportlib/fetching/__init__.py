"""``packet fetch``: the files of the datasets of a meeting, downloaded into its folder by a client that keeps to the rules of the net."""
