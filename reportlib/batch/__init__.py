"""Many bodies: a packet for each from one national list and one template of parameters, on Dask, and one page about all of them."""
