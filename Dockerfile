# Backline as a server; needs BuildKit, which Docker takes by itself from 23 on.
# On the CPU:             docker build -t backline .
# With an NVIDIA card:    docker build -t backline:cuda --build-arg TORCH_INDEX= .
ARG BASE=debian:bookworm-slim

FROM ${BASE} AS build
# Debian keeps no older versions, so that a version named here could not be had next month.
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 python3-venv
RUN python3 -m venv /opt/backline
WORKDIR /src
COPY . .
# Where PyTorch for the CPU comes from; empty takes PyPI's, with 3 GB of CUDA.
ARG TORCH_INDEX=https://download.pytorch.org/whl/cpu
# What pip has fetched stays on this computer for the next build, and out of the image.
RUN --mount=type=cache,target=/root/.cache/pip /opt/backline/bin/pip install --constraint constraints.txt \
        ${TORCH_INDEX:+--extra-index-url "${TORCH_INDEX}"} . ziglang
# x264 and x265 are under the GPL, and Backline encodes no video.
RUN /opt/backline/bin/python packaging/encoders.py /opt/backline
# Qt draws windows, which a server has none of. Librosa, PyTorch and torchcrepe bring the rest, which is never loaded:
# packaging/spec_common.py leaves it out of bundles, too.
RUN /opt/backline/bin/pip uninstall --yes ziglang PySide6_Essentials shiboken6 \
        llvmlite networkx numba scikit-learn soundfile sympy torchaudio pip \
    && find /opt/backline -regex '.*/site-packages/torch/\(bin\|include\|share\|test\)/.*' -type f \
        ! -name torch_shm_manager -delete

FROM ${BASE}
LABEL org.opencontainers.image.title="Backline" \
    org.opencontainers.image.description="Stems, sung pitch, beats and chords of a song" \
    org.opencontainers.image.licenses="MIT"
# hadolint ignore=DL3008
RUN apt-get update \
    && apt-get install --yes --no-install-recommends ca-certificates python3 \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --home-dir /data --no-create-home --shell /usr/sbin/nologin backline \
    && install --directory --owner backline --group backline --mode 0700 /data
COPY --from=build /opt/backline /opt/backline
COPY packaging/server/healthcheck.py /opt/backline/healthcheck.py
ENV PATH=/opt/backline/bin:$PATH LANG=C.UTF-8 PYTHONUNBUFFERED=1 HOME=/data STORAGE_PATH=/data
USER 10001:10001
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=10s --start-period=60s \
    CMD ["/opt/backline/bin/python", "/opt/backline/healthcheck.py"]
ENTRYPOINT ["backline"]
CMD ["--serve"]
