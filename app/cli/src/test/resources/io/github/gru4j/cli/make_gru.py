"""Makes gru.safetensors, x.npy and y.npy: a GRU under PyTorch's names, and its outputs by a plain forward pass in double.

Source: the equations in the documentation of torch.nn.GRU; gates in the order r, z, n; x is [batch, time, features].
"""
import json
import struct

import numpy as np

BATCH, TIME, FEATURES, WIDTH = 4, 6, 2, 3
rng = np.random.default_rng(5)
shapes = {
    "weight_ih_l0": (3 * WIDTH, FEATURES),
    "weight_hh_l0": (3 * WIDTH, WIDTH),
    "bias_ih_l0": (3 * WIDTH,),
    "bias_hh_l0": (3 * WIDTH,),
}
weights = {"encoder.rnn." + name: rng.normal(size=shape).astype("<f4") for name, shape in shapes.items()}

header, offset = {"__metadata__": {"format": "pt"}}, 0
for name, array in weights.items():
    header[name] = {"dtype": "F32", "shape": list(array.shape), "data_offsets": [offset, offset + array.nbytes]}
    offset += array.nbytes
text = json.dumps(header).encode()
text += b" " * (-len(text) % 8)
with open("gru.safetensors", "wb") as out:
    out.write(struct.pack("<Q", len(text)) + text + b"".join(array.tobytes() for array in weights.values()))

w, rw, b, rb = (array.astype("f8") for array in weights.values())
x = rng.normal(size=(BATCH, TIME, FEATURES)).astype("f4")
h = np.zeros((BATCH, WIDTH))
y = np.zeros((BATCH, TIME, WIDTH))
for t in range(TIME):
    i = (x[:, t] @ w.T + b).reshape(BATCH, 3, WIDTH)
    r_h = (h @ rw.T + rb).reshape(BATCH, 3, WIDTH)
    r = 1 / (1 + np.exp(-i[:, 0] - r_h[:, 0]))
    z = 1 / (1 + np.exp(-i[:, 1] - r_h[:, 1]))
    n = np.tanh(i[:, 2] + r * r_h[:, 2])
    h = (1 - z) * n + z * h
    y[:, t] = h
np.save("x.npy", x)
np.save("y.npy", y)
