# What all networks share. The text of a network is appended to this one: together they are the methods of one module.
# p: parameters by dotted path; m, v: Adam's state of each; s: running statistics; x: a batch.

def load(self, p: Dict[str, Tensor]) -> Tensor:
    self.p = p
    for k in p.keys():
        self.m[k] = torch.zeros_like(p[k])
        self.v[k] = torch.zeros_like(p[k])
        if k.endswith(".weight") and p[k].dim() == 1:
            self.s[k + ".mean"] = torch.zeros_like(p[k])
            self.s[k + ".variance"] = torch.ones_like(p[k])
    return torch.zeros([1])

# Parameters to differentiate for: those whose path begins so.
def leaves(self, prefix: str) -> Dict[str, Tensor]:
    leaves = annotate(Dict[str, Tensor], {})
    for k in self.p.keys():
        if k.startswith(prefix):
            leaves[k] = self.p[k].detach().requires_grad_(True)
    return leaves

def gradient(self, loss: Tensor, leaves: Dict[str, Tensor]) -> Dict[str, Tensor]:
    gradients = torch.grad([loss], list(leaves.values()), None, False, False, False)
    named = annotate(Dict[str, Tensor], {})
    i = 0
    for k in leaves.keys():
        named[k] = unchecked_cast(Tensor, gradients[i])
        i += 1
    return named

# torch.optim.Adam and AdamW as they are on the CPU, one tensor after the other (_single_tensor_adam).
def adam(self, gradients: Dict[str, Tensor], rate: float, beta1: float, beta2: float, decay: float) -> None:
    for k in gradients.keys():
        p = self.p[k]
        m = self.m[k]
        v = self.v[k]
        g = gradients[k]
        if decay > 0. and p.dim() > 1:
            p.mul_(1 - rate * decay)
        m.lerp_(g, 1 - beta1)
        v.mul_(beta2).addcmul_(g, g, value=1 - beta2)
        deviation = (v.sqrt() / ((1 - beta2 ** self.steps) ** 0.5)).add_(1e-8)
        p.addcdiv_(m, deviation, value=-rate / (1 - beta1 ** self.steps))

def conv(self, x: Tensor, p: Dict[str, Tensor], name: str, stride: int, padding: int) -> Tensor:
    w = p[name + ".weight"]
    if (name + ".bias") in p:
        return torch.conv2d(x, w, p[name + ".bias"], [stride, stride], [padding, padding], [1, 1], 1)
    return torch.conv2d(x, w, None, [stride, stride], [padding, padding], [1, 1], 1)

def conv_transpose(self, x: Tensor, p: Dict[str, Tensor], name: str, stride: int, padding: int) -> Tensor:
    w = p[name + ".weight"]
    if (name + ".bias") in p:
        b = p[name + ".bias"]
        return torch.conv_transpose2d(x, w, b, [stride, stride], [padding, padding], [0, 0], 1, [1, 1])
    return torch.conv_transpose2d(x, w, None, [stride, stride], [padding, padding], [0, 0], 1, [1, 1])

def batch_norm(self, x: Tensor, p: Dict[str, Tensor], name: str) -> Tensor:
    w = name + ".weight"
    return torch.batch_norm(
        x, p[w], p[name + ".bias"], self.s[w + ".mean"], self.s[w + ".variance"], True, 0.1, 1e-5, False)

def linear(self, x: Tensor, p: Dict[str, Tensor], name: str) -> Tensor:
    return torch.linear(x, p[name + ".weight"], p[name + ".bias"])

# Binary cross-entropy on logits, the mean over all.
def bce(self, logits: Tensor, target: float) -> Tensor:
    return torch.binary_cross_entropy_with_logits(logits, torch.full_like(logits, target), None, None, 1)
