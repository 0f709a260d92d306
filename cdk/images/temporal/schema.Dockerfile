# Makes and upgrades Temporal's two databases; safe to repeat.
ARG VERSION
FROM temporalio/admin-tools:${VERSION}
COPY schema.sh /schema.sh
ENTRYPOINT ["/bin/sh", "/schema.sh"]
