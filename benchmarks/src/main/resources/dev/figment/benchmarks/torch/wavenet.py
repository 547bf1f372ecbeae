# Dilated causal convolutions with gates, residuals and skips (van den Oord et al. 2016, section 2.4), mu-law classes in
# and out.

def conv1d(self, x: Tensor, p: Dict[str, Tensor], name: str, dilation: int) -> Tensor:
    return torch.conv1d(x, p[name + ".weight"], p[name + ".bias"], [1], [0], [dilation], 1)

def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = torch.embedding(p["classes.weight"], x["classes"]).transpose(1, 2).contiguous()
    outputs = annotate(List[Tensor], [])
    layers = 0
    while ("stack." + str(layers) + ".gate.weight") in p:
        layers += 1
    for i in range(layers):
        dilation = 1 << (i % (layers // 2))
        name = "stack." + str(i)
        a, b = self.conv1d(torch.constant_pad_nd(h, [dilation, 0], 0), p, name + ".gate", dilation).chunk(2, 1)
        z = torch.tanh(a) * torch.sigmoid(b)
        outputs.append(z)
        if (name + ".residual.weight") in p:
            h = h + self.conv1d(z, p, name + ".residual", 1)
    skip = self.conv1d(torch.cat(outputs, 1), p, "stack.skip", 1)
    y = self.conv1d(torch.relu(skip), p, "hidden", 1)
    logits = self.conv1d(torch.relu(y), p, "classifier", 1)
    return torch.cross_entropy_loss(logits, x["targets"])

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 1e-3, 0.9, 0.999, 0.)
