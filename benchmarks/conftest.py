"""How all benchmarks run: numpy's products on one thread, as CPU time is what is compared.

Threads that wait for each other on a busy machine would count as work. Stands before numpy is
imported; whoever sets the variable decides.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
