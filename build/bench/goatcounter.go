package main

import (
	"context"
	"path/filepath"
)

// startGoatCounter starts GoatCounter with one site and no limit of requests.
// It counts clicks in memory and stores them each 10 s; it does not redirect.
func (b *bench) startGoatCounter(ctx context.Context) (*server, error) {
	const module = "zgo.at/goatcounter/v2"
	binary, err := b.build(ctx, nil, "build/bench", module+"/cmd/goatcounter", "goatcounter")
	if err != nil {
		return nil, err
	}
	s := &server{name: "goatcounter"}
	if s.version, err = b.moduleVersion(ctx, module); err != nil {
		return nil, err
	}
	if s.dir, err = b.folder(s.name); err != nil {
		return nil, err
	}
	if s.address, err = freeAddress(); err != nil {
		return nil, err
	}
	database := "sqlite+" + filepath.Join(s.dir, "goatcounter.sqlite3")
	if _, err := output(ctx, s.dir, nil, binary, "db", "create", "site", "-createdb", "-db", database,
		"-vhost", "127.0.0.1", "-user.email", "bench@brand.example", "-user.password", "only-for-the-bench"); err != nil {
		return nil, err
	}
	return s, b.start(ctx, s, binary, "serve", "-db", database, "-listen", s.address, "-tls", "http", "-ratelimit", "count:100000000/1")
}
