def dropout(self, x: Tensor) -> Tensor:
    return torch.dropout(x, 0.5, True)
