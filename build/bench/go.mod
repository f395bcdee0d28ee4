module linkledger/build/bench

go 1.26.0

require (
	github.com/duckdb/duckdb-go/v2 v2.10506.0
	github.com/pocketbase/pocketbase v0.39.0
	modernc.org/sqlite v1.51.0
)

require (
	github.com/BurntSushi/toml v1.5.0 // indirect
	github.com/apache/arrow-go/v18 v18.5.1 // indirect
	github.com/asaskevich/govalidator v0.0.0-20230301143203-a9d515a09cc2 // indirect
	github.com/bmatcuk/doublestar/v4 v4.9.1 // indirect
	github.com/disintegration/imaging v1.6.2 // indirect
	github.com/domodwyer/mailyak/v3 v3.6.2 // indirect
	github.com/duckdb/duckdb-go-bindings v0.10506.0 // indirect
	github.com/duckdb/duckdb-go-bindings/lib/darwin-amd64 v0.10506.0 // indirect
	github.com/duckdb/duckdb-go-bindings/lib/darwin-arm64 v0.10506.0 // indirect
	github.com/duckdb/duckdb-go-bindings/lib/linux-amd64 v0.10506.0 // indirect
	github.com/duckdb/duckdb-go-bindings/lib/linux-arm64 v0.10506.0 // indirect
	github.com/duckdb/duckdb-go-bindings/lib/windows-amd64 v0.10506.0 // indirect
	github.com/dustin/go-humanize v1.0.1 // indirect
	github.com/fatih/color v1.19.0 // indirect
	github.com/fsnotify/fsnotify v1.9.0 // indirect
	github.com/gabriel-vasile/mimetype v1.4.13 // indirect
	github.com/ganigeorgiev/fexpr v0.5.0 // indirect
	github.com/go-chi/chi/v5 v5.2.3 // indirect
	github.com/go-ozzo/ozzo-validation/v4 v4.3.0 // indirect
	github.com/go-viper/mapstructure/v2 v2.5.0 // indirect
	github.com/goccy/go-json v0.10.5 // indirect
	github.com/golang-jwt/jwt/v5 v5.3.1 // indirect
	github.com/google/flatbuffers v25.12.19+incompatible // indirect
	github.com/google/uuid v1.6.0 // indirect
	github.com/gorilla/websocket v1.5.3 // indirect
	github.com/inconshreveable/mousetrap v1.1.0 // indirect
	github.com/klauspost/compress v1.18.3 // indirect
	github.com/klauspost/cpuid/v2 v2.3.0 // indirect
	github.com/lib/pq v1.10.9 // indirect
	github.com/mattn/go-colorable v0.1.14 // indirect
	github.com/mattn/go-isatty v0.0.22 // indirect
	github.com/mattn/go-sqlite3 v1.14.32 // indirect
	github.com/monoculum/formam/v3 v3.6.1-0.20221106124510-6a93f49ac1f8 // indirect
	github.com/ncruces/go-strftime v1.0.0 // indirect
	github.com/pierrec/lz4/v4 v4.1.25 // indirect
	github.com/pocketbase/dbx v1.12.0 // indirect
	github.com/remyoudompheng/bigfft v0.0.0-20230129092748-24d4a6f8daec // indirect
	github.com/rivo/uniseg v0.4.7 // indirect
	github.com/russross/blackfriday/v2 v2.1.0 // indirect
	github.com/sethvargo/go-limiter v1.1.0 // indirect
	github.com/spf13/cast v1.10.0 // indirect
	github.com/spf13/cobra v1.10.2 // indirect
	github.com/spf13/pflag v1.0.10 // indirect
	github.com/teamwork/reload v1.4.2 // indirect
	github.com/zeebo/xxh3 v1.1.0 // indirect
	golang.org/x/crypto v0.52.0 // indirect
	golang.org/x/exp v0.0.0-20260112195511-716be5621a96 // indirect
	golang.org/x/image v0.41.0 // indirect
	golang.org/x/mod v0.35.0 // indirect
	golang.org/x/net v0.55.0 // indirect
	golang.org/x/oauth2 v0.36.0 // indirect
	golang.org/x/sync v0.20.0 // indirect
	golang.org/x/sys v0.45.0 // indirect
	golang.org/x/telemetry v0.0.0-20260409153401-be6f6cb8b1fa // indirect
	golang.org/x/text v0.37.0 // indirect
	golang.org/x/tools v0.44.0 // indirect
	golang.org/x/xerrors v0.0.0-20240903120638-7835f813f4da // indirect
	modernc.org/libc v1.72.3 // indirect
	modernc.org/mathutil v1.7.1 // indirect
	modernc.org/memory v1.11.0 // indirect
	zgo.at/blackmail v0.0.0-20251210171630-f1b7a42e3f87 // indirect
	zgo.at/errors v1.4.0 // indirect
	zgo.at/follow v0.0.0-20250412000721-fecf5127a123 // indirect
	zgo.at/gadget v1.0.0 // indirect
	zgo.at/goatcounter/v2 v2.7.0 // indirect
	zgo.at/guru v1.2.0 // indirect
	zgo.at/isbot v1.0.0 // indirect
	zgo.at/jfmt v0.0.0-20250703165133-d1b6c356823b // indirect
	zgo.at/json v0.0.0-20221020004326-fe4f75bb278e // indirect
	zgo.at/otp v0.0.0-20250619162254-96c2c40ec359 // indirect
	zgo.at/runewidth v0.1.0 // indirect
	zgo.at/slog_align v0.0.0-20251129094707-bf509eca6089 // indirect
	zgo.at/termtext v1.5.0 // indirect
	zgo.at/tz v0.0.0-20251201071354-238b46ef6739 // indirect
	zgo.at/z18n v0.0.0-20251211202746-c7089c5c596e // indirect
	zgo.at/zcache/v2 v2.4.1 // indirect
	zgo.at/zdb v0.0.0-20251214135817-c76f633481dc // indirect
	zgo.at/zdb-drivers/go-sqlite3 v0.0.0-20251214132307-3b1fa0323e96 // indirect
	zgo.at/zdb-drivers/pq v0.0.0-20251214132307-3b1fa0323e96 // indirect
	zgo.at/zhttp v0.0.0-20251201061952-9a43cabb6d05 // indirect
	zgo.at/zli v0.0.0-20250704045222-08cb210424f2 // indirect
	zgo.at/zprof v0.0.0-20211217104121-c3c12596d8f0 // indirect
	zgo.at/zstd v0.0.0-20251128053228-ec259dea6715 // indirect
	zgo.at/ztpl v0.0.0-20250628022642-3b2c314e8e05 // indirect
	zgo.at/zvalidate v0.0.0-20250622183046-6812c1c79e1a // indirect
)

tool zgo.at/goatcounter/v2/cmd/goatcounter
