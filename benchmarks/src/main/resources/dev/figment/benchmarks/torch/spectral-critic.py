# Weights over their spectral norm, by one power iteration whose vectors are constants (Miyato et al. 2018, algorithm 1).

def unit(self, x: Tensor) -> Tensor:
    return (x / torch.clamp_min(torch.norm(x), 1e-12)).detach()

def normalized(self, p: Dict[str, Tensor], x: Dict[str, Tensor], name: str) -> Tensor:
    w = p[name + ".weight"]
    matrix = w.view([w.size(0), -1])
    v = self.unit(torch.mv(matrix.t(), x[name + ".weight-u"]))
    u = self.unit(torch.mv(matrix, v))
    return w / torch.dot(u, torch.mv(matrix, v))

def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = torch.cat([x["real"], x["fake"]], 0)
    i = 0
    while ("critic." + str(i) + ".weight") in p:
        name = "critic." + str(i)
        w = self.normalized(p, x, name)
        h = torch.leaky_relu(torch.conv2d(h, w, p[name + ".bias"], [2, 2], [1, 1], [1, 1], 1), 0.2)
        i += 1
    scores = torch.linear(torch.flatten(h, 1), self.normalized(p, x, "score"), p["score.bias"])
    real, fake = scores.chunk(2, 0)
    return torch.relu(1 - real).mean() + torch.relu(1 + fake).mean()

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 1e-4, 0., 0.9, 0.)
