# A network with one objective, called loss.

def gradients(self, x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    leaves = self.leaves("")
    loss = self.loss(leaves, x)
    gradients = self.gradient(loss, leaves)
    gradients["loss"] = loss.detach()
    return gradients

def step(self, x: Dict[str, Tensor]) -> Dict[str, Tensor]:
    self.steps += 1
    leaves = self.leaves("")
    loss = self.loss(leaves, x)
    self.update(self.gradient(loss, leaves))
    losses = annotate(Dict[str, Tensor], {})
    losses["loss"] = loss.detach()
    return losses
