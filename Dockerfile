# One image for the web and the worker. docker-compose.yml starts both.
FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
COPY global.json Directory.Build.props Directory.Packages.props .editorconfig ./
COPY src src
RUN dotnet publish src/NewsMonitor.Web -c Release -o /out/web \
 && dotnet publish src/NewsMonitor.Cli -c Release -o /out/cli

FROM mcr.microsoft.com/dotnet/aspnet:10.0
COPY --from=build /out /opt/newsmonitor
RUN ln -s /opt/newsmonitor/cli/newsmonitor /usr/local/bin/newsmonitor \
 && mkdir /data && chown "$APP_UID" /data
ENV NEWSMONITOR_DATA=/data Urls=http://0.0.0.0:5080
VOLUME /data
USER $APP_UID
WORKDIR /opt/newsmonitor/web
CMD ["./NewsMonitor.Web"]
