package main

import (
	"bufio"
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
)

const (
	linkCount     = 1000
	postbackToken = "bench-postback-token-0123456789"
	// destination is as long as CJ's real ones are.
	destination = "https://www.anrdoezrs.net/click-8012345-15678901?url=https%3A%2F%2Fwww.shop.example%2Fsummer&sid="
)

// relay is our server with a workspace, an offer and its links.
type relay struct {
	*server
	token, epoch string
	codes        []string
}

// startRelay starts the program as it is shipped.
func (b *bench) startRelay(ctx context.Context, name string, flags ...string) (*relay, error) {
	binary, err := b.buildRelay(ctx, "linkledger-relay")
	if err != nil {
		return nil, err
	}
	return b.serveRelay(ctx, name, binary, flags...)
}

// buildRelay builds the program with the flags of build/release.sh and some
// more.
func (b *bench) buildRelay(ctx context.Context, binary string, flags ...string) (string, error) {
	return b.build(ctx, []string{"CGO_ENABLED=0"}, ".", "./app/relay", binary, append(flags, "-trimpath", "-ldflags", "-s -w")...)
}

// serveRelay starts a relay with a workspace of its own and publishes the links.
func (b *bench) serveRelay(ctx context.Context, name, binary string, flags ...string) (*relay, error) {
	version, err := output(ctx, b.root, nil, "build/version.sh")
	if err != nil {
		return nil, err
	}
	r := &relay{server: &server{name: name, version: strings.TrimSpace(version)}}
	if r.dir, err = b.folder(name); err != nil {
		return nil, err
	}
	if r.address, err = freeAddress(); err != nil {
		return nil, err
	}
	data := filepath.Join(r.dir, "data")
	workspace, err := output(ctx, r.dir, nil, binary, "workspace", "create", "--data", data, "--time-zone", "Europe/Berlin", "--public-url", "https://go.brand.example")
	if err != nil {
		return nil, err
	}
	connection, err := output(ctx, r.dir, nil, binary, "device", "add", "--data", data, "--workspace", strings.TrimSpace(workspace), "--name", "Bench")
	if err != nil {
		return nil, err
	}
	line, err := url.Parse(strings.TrimSpace(connection))
	if err != nil {
		return nil, fmt.Errorf("the connection line: %w", err)
	}
	r.token = line.Query().Get("token")
	serve := append([]string{"serve", "--data", data, "--listen", r.address, "--admin", "127.0.0.1:0"}, flags...)
	if err := b.start(ctx, r.server, binary, serve...); err != nil {
		return nil, err
	}
	return r, r.publish(ctx)
}

// publish puts one offer and its links, as a device does.
func (r *relay) publish(ctx context.Context) error {
	var workspace struct{ Epoch string }
	if err := r.call(ctx, "GET", "/v1/workspace", nil, &workspace); err != nil {
		return err
	}
	r.epoch = workspace.Epoch
	var block struct {
		FirstNumber int64 `json:"first_number"`
		Codes       []string
	}
	if err := r.call(ctx, "POST", "/v1/blocks", map[string]any{"size": linkCount}, &block); err != nil {
		return err
	}
	r.codes = block.Codes
	links := make([]map[string]any, len(block.Codes))
	for i, code := range block.Codes {
		links[i] = map[string]any{
			"number": block.FirstNumber + int64(i), "code": code, "offer_id": "offeraaaaaaaaaaa",
			"member_id": fmt.Sprintf("member%010d", i), "status": "active",
		}
	}
	return r.call(ctx, "POST", "/v1/log", map[string]any{
		"epoch": r.epoch, "entries": []any{}, "links": links,
		"offers": []map[string]any{{
			"id": "offeraaaaaaaaaaa", "status": "active", "destination": destination + "{click_id}", "preset": "cj",
			"currency": "USD", "postback_token_hashes": []string{fmt.Sprintf("%x", sha256.Sum256([]byte(postbackToken)))},
		}},
	}, &struct{}{})
}

// call asks the relay's contract as its device.
func (r *relay) call(ctx context.Context, method, path string, body, answer any) error {
	var data []byte
	if body != nil {
		var err error
		if data, err = json.Marshal(body); err != nil {
			return err
		}
	}
	req, err := http.NewRequestWithContext(ctx, method, "http://"+r.address+path, bytes.NewReader(data))
	if err != nil {
		return err
	}
	req.Header.Set("Authorization", "Bearer "+r.token)
	req.Header.Set("Content-Type", "application/json")
	response, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	if response.StatusCode/100 != 2 {
		return fmt.Errorf("%s %s: %s: %s", method, path, response.Status, text)
	}
	return json.Unmarshal(text, answer)
}

func (r *relay) paths() []string {
	paths := make([]string, len(r.codes))
	for i, code := range r.codes {
		paths[i] = "/" + code
	}
	return paths
}

// clickIDs clicks n times, a hundred at once, and returns the ids.
func (r *relay) clickIDs(ctx context.Context, n int) ([]string, error) {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", r.address)
	if err != nil {
		return nil, err
	}
	defer conn.Close()
	answers := bufio.NewReader(conn)
	ids := make([]string, 0, n)
	for len(ids) < n {
		batch := min(100, n-len(ids))
		var requests strings.Builder
		for i := range batch {
			fmt.Fprintf(&requests, "GET /%s HTTP/1.1\r\nHost: %s\r\n%s\r\n\r\n", r.codes[(len(ids)+i)%len(r.codes)], r.address, strings.Join(browser, "\r\n"))
		}
		if _, err := io.WriteString(conn, requests.String()); err != nil {
			return nil, err
		}
		for range batch {
			id, err := readClickID(answers)
			if err != nil {
				return nil, err
			}
			ids = append(ids, id)
		}
	}
	return ids, nil
}

func readClickID(answers *bufio.Reader) (string, error) {
	response, err := http.ReadResponse(answers, nil)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	target, err := url.Parse(response.Header.Get("Location"))
	if err != nil {
		return "", err
	}
	id := target.Query().Get("sid")
	if response.StatusCode != http.StatusFound || id == "" {
		return "", fmt.Errorf("a click got %s to %q", response.Status, target)
	}
	return id, nil
}

// stored is how many clicks the log has counted.
func (r *relay) stored(ctx context.Context) (clicks int64, err error) {
	for after := int64(0); ; {
		var page struct {
			Head    int64
			Entries []struct {
				Seq  int64
				Kind string
				Body struct{ Links []struct{ Gross int64 } }
			}
		}
		if err := r.call(ctx, "GET", fmt.Sprintf("/v1/log?after=%d", after), nil, &page); err != nil {
			return 0, err
		}
		for _, e := range page.Entries {
			after = e.Seq
			for _, l := range e.Body.Links {
				clicks += l.Gross
			}
		}
		if after >= page.Head {
			return clicks, nil
		}
	}
}
