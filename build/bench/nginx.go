package main

import (
	"context"
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
)

// nginxConfig is nginx at its best: one worker, a redirect that asks nothing,
// with an id of its own for each request, as ours has. There is no master, so
// that nothing can be left behind.
const nginxConfig = `
daemon off;
master_process off;
pid nginx.pid;
error_log error.log;
events { worker_connections 4096; }
http {
	access_log %s;
	keepalive_requests 1000000000;
	client_body_temp_path body;
	proxy_temp_path proxy;
	fastcgi_temp_path fastcgi;
	uwsgi_temp_path uwsgi;
	scgi_temp_path scgi;
	server {
		listen %s;
		location / { return 302 "%s$request_id"; }
	}
}
`

// startNginx starts nginx as the user that runs this, with a config of its own.
func (b *bench) startNginx(ctx context.Context, name, accessLog string) (*server, error) {
	binary, err := exec.LookPath("nginx")
	if err != nil {
		// Debian puts it where only root's path looks.
		if binary, err = exec.LookPath("/usr/sbin/nginx"); err != nil {
			return nil, fmt.Errorf("nginx is not installed: build/setup.sh bench")
		}
	}
	s := &server{name: name}
	if s.dir, err = b.folder(name); err != nil {
		return nil, err
	}
	if s.address, err = freeAddress(); err != nil {
		return nil, err
	}
	version, err := exec.CommandContext(ctx, binary, "-v").CombinedOutput() // it tells stderr
	if err != nil {
		return nil, err
	}
	_, s.version, _ = strings.Cut(strings.TrimSpace(string(version)), "/")
	config, err := b.file(name+".conf", fmt.Sprintf(nginxConfig, accessLog, s.address, destination))
	if err != nil {
		return nil, err
	}
	return s, b.start(ctx, s, binary, "-p", s.dir, "-e", filepath.Join(s.dir, "error.log"), "-c", config)
}
