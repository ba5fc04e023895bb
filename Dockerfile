# The bot in a container: docs/deploy.md. It writes to /data only, so that the rest may be read-only.

FROM python:3.13-slim-trixie AS built
WORKDIR /source
COPY requirements.txt .
# Everything by its hash, setuptools too, so that nothing else is fetched to build with.
RUN python -m venv /opt/accord && \
    /opt/accord/bin/pip install --no-cache-dir --require-hashes --requirement requirements.txt
COPY pyproject.toml README.md ./
COPY bot bot
COPY decisions decisions
COPY handlers handlers
COPY sandbox sandbox
COPY storage storage
# What only installs is no part of what runs.
RUN /opt/accord/bin/pip install --no-cache-dir --no-index --no-deps --no-build-isolation . && \
    /opt/accord/bin/pip uninstall --yes setuptools pip

FROM python:3.13-slim-trixie
RUN useradd --uid 10001 --home-dir /data --shell /usr/sbin/nologin accord && \
    install --directory --owner accord --group accord --mode 0700 /data
COPY --from=built /opt/accord /opt/accord
ENV PATH=/opt/accord/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    ALLIANCE_FILE=/alliance.toml \
    DATABASE_URL=sqlite:////data/accord.db
USER 10001:10001
WORKDIR /data
VOLUME /data
# No HEALTHCHECK: `accord run` listens nowhere, and whoever asks Slack every half minute is a burden to it. It ends when
# it can't go on, and is started again. compose.http.yaml has one for `accord serve`.
ENTRYPOINT ["accord"]
CMD ["run"]
