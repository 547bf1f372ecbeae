# Dilated causal convolutions with gates, residuals and skips (van den Oord et al. 2016, section 2.4), mu-law classes in
# and out.

def conv1d(self, x: Tensor, p: Dict[str, Tensor], name: str, dilation: int) -> Tensor:
    return torch.conv1d(x, p[name + ".weight"], p[name + ".bias"], [1], [0], [dilation], 1)

def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = torch.embedding(p["classes.weight"], x["classes"]).transpose(1, 2).contiguous()
    skips = annotate(List[Tensor], [])
    i = 0
    while ("block." + str(i) + ".gated.weight") in p:
        name = "block." + str(i)
        dilation = 1 << (i % 10)
        a, b = self.conv1d(torch.constant_pad_nd(h, [dilation, 0], 0), p, name + ".gated", dilation).chunk(2, 1)
        gated = torch.tanh(a) * torch.sigmoid(b)
        skips.append(self.conv1d(gated, p, name + ".skip", 1))
        h = h + self.conv1d(gated, p, name + ".residual", 1)
        i += 1
    skip = skips[0]
    for k in range(1, len(skips)):
        skip = skip + skips[k]
    y = self.conv1d(torch.relu(skip), p, "hidden", 1)
    logits = self.conv1d(torch.relu(y), p, "classifier", 1)
    return torch.cross_entropy_loss(logits, x["targets"])

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 1e-3, 0.9, 0.999, 0.)
