# Decoder-only transformer with pre-norm blocks and tied embeddings, as nanoGPT has it; heads of 64, or of 16 where the
# width is no multiple of 64.

def layer_norm(self, x: Tensor, p: Dict[str, Tensor], name: str) -> Tensor:
    return torch.layer_norm(x, [x.size(-1)], p[name + ".weight"], p[name + ".bias"], 1e-5)

def attention(self, x: Tensor, p: Dict[str, Tensor], name: str) -> Tensor:
    n, t, c = x.size(0), x.size(1), x.size(2)
    heads = c // 64 if c % 64 == 0 else c // 16
    q, k, v = self.linear(x, p, name + ".qkv").split(c, 2)
    q = q.view([n, t, heads, c // heads]).transpose(1, 2)
    k = k.view([n, t, heads, c // heads]).transpose(1, 2)
    v = v.view([n, t, heads, c // heads]).transpose(1, 2)
    y = torch.scaled_dot_product_attention(q, k, v, None, 0., True)
    return self.linear(y.transpose(1, 2).contiguous().view([n, t, c]), p, name + ".projection")

def loss(self, p: Dict[str, Tensor], x: Dict[str, Tensor]) -> Tensor:
    h = torch.embedding(p["tokens.weight"], x["tokens"]) + p["positions.weight"]
    i = 0
    while ("block." + str(i) + ".attention-norm.weight") in p:
        name = "block." + str(i)
        h = h + self.attention(self.layer_norm(h, p, name + ".attention-norm"), p, name + ".attention")
        wide = torch.gelu(self.linear(self.layer_norm(h, p, name + ".feed-forward-norm"), p, name + ".feed-forward.hidden"))
        h = h + self.linear(wide, p, name + ".feed-forward.projection")
        i += 1
    logits = torch.linear(self.layer_norm(h, p, "norm"), p["tokens.weight"])
    return torch.cross_entropy_loss(logits.view([-1, logits.size(2)]), x["targets"].view([-1]))

def update(self, gradients: Dict[str, Tensor]) -> None:
    self.adam(gradients, 3e-4, 0.9, 0.95, 0.1)
