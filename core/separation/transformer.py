"""The transformer of HTDemucs: spectral tokens and tokens in time attend to themselves and to each other."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor
from torch.nn import functional

from core.separation.norms import GroupNorm, LayerNorm
from core.separation.weights import Weights

HEADS = 8
MAX_PERIOD = 10_000.0
"""Of the sines that tell positions, in tokens."""
QUERIES = 672
"""Queries that a CPU compares with all keys at once: what comes of it stays in the cache."""


@dataclass(frozen=True)
class Linear:
    """weight: (out, in)."""

    weight: Tensor
    bias: Tensor

    def __call__(self, x: Tensor) -> Tensor:
        """(tokens, in) -> (tokens, out), in the weight's precision."""
        return product(x.to(self.weight.dtype), self.weight, self.bias)


@dataclass(frozen=True)
class Attention:
    """What `queries` make of `sources`, both (tokens, channels); the same tokens in self-attention."""

    query: Linear
    key_value: Linear
    out: Linear

    def __call__(self, queries: Tensor, sources: Tensor) -> Tensor:
        """Return (tokens of queries, channels)."""
        key, value = self.key_value(sources).chunk(2, dim=-1)
        return self.out(attend(self.query(queries), key, value))


@dataclass(frozen=True)
class TransformerLayer:
    """Attention and a feed-forward net, each added to what it was made from.

    others_norm: of the other branch's tokens, where the attention is to those.
    """

    query_norm: LayerNorm
    others_norm: LayerNorm | None
    attention: Attention
    net_norm: LayerNorm
    widen: Linear
    narrow: Linear
    out_norm: GroupNorm

    @classmethod
    def read(cls, weights: Weights, name: str) -> "TransformerLayer":
        """Read the layer of that name."""
        crossed = weights.has(f"{name}.cross_attn.in_proj_weight")
        attention = f"{name}.cross_attn" if crossed else f"{name}.self_attn"
        return cls(
            LayerNorm.read(weights, f"{name}.norm1"),
            LayerNorm.read(weights, f"{name}.norm2") if crossed else None,
            _read_attention(weights, attention, weights.take(f"{name}.gamma_1.scale")),
            LayerNorm.read(weights, f"{name}.norm3" if crossed else f"{name}.norm2"),
            _read_linear(weights, f"{name}.linear1"),
            _read_linear(weights, f"{name}.linear2", weights.take(f"{name}.gamma_2.scale")),
            GroupNorm.read(weights, f"{name}.norm_out"),
        )

    def __call__(self, x: Tensor, others: Tensor) -> Tensor:
        """x: (tokens, channels) in float32 -> the same. others: the other branch's tokens."""
        queries = self.query_norm(x)
        x = x + self.attention(queries, self.others_norm(others) if self.others_norm else queries)
        x = x + self.narrow(functional.gelu(self.widen(self.net_norm(x))))
        return self.out_norm(x[None])[0]


@dataclass(frozen=True)
class Transformer:
    """Both branches, layer by layer."""

    norm: LayerNorm
    norm_t: LayerNorm
    layers: list[TransformerLayer]
    layers_t: list[TransformerLayer]

    @classmethod
    def read(cls, weights: Weights) -> "Transformer":
        """Read the network's only transformer."""
        name = "crosstransformer"
        return cls(
            LayerNorm.read(weights, f"{name}.norm_in"),
            LayerNorm.read(weights, f"{name}.norm_in_t"),
            _read_layers(weights, f"{name}.layers"),
            _read_layers(weights, f"{name}.layers_t"),
        )

    def __call__(self, x: Tensor, xt: Tensor) -> tuple[Tensor, Tensor]:
        """x: (rows, frames, channels), xt: (1, frames, channels), both in float32 -> the same shapes."""
        rows, frames, channels = x.shape
        spectral = (self.norm(x) + positions_2d(rows, frames, channels).to(x.device)).flatten(0, 1)
        temporal = self.norm_t(xt[0]) + positions(xt.shape[1], channels).to(x.device)
        for layer, layer_t in zip(self.layers, self.layers_t, strict=True):
            spectral, temporal = layer(spectral, temporal), layer_t(temporal, spectral)
        return spectral.view(rows, frames, channels), temporal[None]


def product(x: Tensor, weight: Tensor, bias: Tensor | None = None) -> Tensor:
    """x @ weight.T + bias for (tokens, in) and (out, in).

    As a convolution where oneDNN does those: it is twice as fast in float32 as the library behind PyTorch's
    matrix products.
    """
    if not _by_onednn(x):
        return functional.linear(x, weight, bias)
    image = x[None, :, None].permute(0, 3, 1, 2)
    return functional.conv2d(image, weight[:, :, None, None], bias).permute(0, 2, 3, 1)[0, :, 0]


def attend(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    """softmax(query @ key.T / sqrt(channels of a head)) @ value, head by head; all (tokens, channels)."""
    queries, keys, values = (_heads(part) for part in (query, key, value))
    if not _by_onednn(query):
        return functional.scaled_dot_product_attention(queries, keys, values).transpose(0, 1).flatten(1)
    heads = zip(queries, keys, values, strict=True)
    return torch.cat([_attend_one(*head) for head in heads], dim=-1)


def _by_onednn(x: Tensor) -> bool:
    return x.device.type == "cpu" and bool(torch.backends.mkldnn.is_available())  # type: ignore[no-untyped-call]


def _attend_one(query: Tensor, key: Tensor, value: Tensor) -> Tensor:
    scaled, weight = query / math.sqrt(query.shape[-1]), value.T.contiguous()
    return torch.cat(
        [product(product(some, key).softmax(-1), weight) for some in torch.split(scaled, QUERIES)]
    )


def _heads(x: Tensor) -> Tensor:
    """(tokens, channels) -> (HEADS, tokens, channels of a head)."""
    return x.view(len(x), HEADS, -1).transpose(0, 1).contiguous()


def positions(count: int, channels: int) -> Tensor:
    """Cosines, then sines, of positions 0 to `count`, from 1 radian a token to one in MAX_PERIOD tokens."""
    powers = torch.arange(channels // 2) / (channels // 2 - 1)
    phase = torch.arange(count)[:, None] / MAX_PERIOD**powers
    return torch.cat([phase.cos(), phase.sin()], dim=-1)


def positions_2d(rows: int, frames: int, channels: int) -> Tensor:
    """(rows, frames, channels): half of the channels tell the frame, half the row, by sines and cosines."""
    half = channels // 2
    rates = torch.exp(torch.arange(0.0, half, 2) * -(math.log(MAX_PERIOD) / half))
    frame, row = (_waves(count, rates) for count in (frames, rows))
    return torch.cat([frame.expand(rows, -1, -1), row[:, None].expand(-1, frames, -1)], dim=-1)


def _waves(count: int, rates: Tensor) -> Tensor:
    phase = torch.arange(0.0, count)[:, None] * rates
    return torch.stack([phase.sin(), phase.cos()], dim=-1).flatten(1)


def _read_layers(weights: Weights, name: str) -> list[TransformerLayer]:
    layers: list[TransformerLayer] = []
    while weights.has(f"{name}.{len(layers)}.norm1.weight"):
        layers.append(TransformerLayer.read(weights, f"{name}.{len(layers)}"))
    return layers


def _read_linear(weights: Weights, name: str, factor: Tensor | None = None) -> Linear:
    return _linear(weights, weights.take(f"{name}.weight"), weights.take(f"{name}.bias"), factor)


def _linear(weights: Weights, weight: Tensor, bias: Tensor, factor: Tensor | None = None) -> Linear:
    """factor: by which each output is multiplied."""
    if factor is not None:
        weight, bias = weight * factor[:, None], bias * factor
    return Linear(weight.to(weights.dtype), bias.to(weights.dtype))


def _read_attention(weights: Weights, name: str, factor: Tensor) -> Attention:
    weight, bias = weights.take(f"{name}.in_proj_weight"), weights.take(f"{name}.in_proj_bias")
    channels = weight.shape[1]
    return Attention(
        _linear(weights, weight[:channels], bias[:channels]),
        _linear(weights, weight[channels:], bias[channels:]),
        _read_linear(weights, f"{name}.out_proj", factor),
    )
