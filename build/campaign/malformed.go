package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"net"
	"net/http"
	"strings"
	"sync"
	"time"
)

const (
	attackers = 16
	// memoryGrowth is what the relay may have more than before, in bytes.
	memoryGrowth = 64 << 20
	// attackPatience is how long an answer to garbage may take; a relay that
	// waits for the rest of a request is left alone.
	attackPatience = 200 * time.Millisecond
	// headerPatience is more than the relay gives anybody to send the headers.
	headerPatience = 15 * time.Second
)

// malformed sends what no client should. The relay must answer it, or hang up:
// without a panic or a 5xx, without keeping the memory, and still serving
// everybody else. A round is a request.
func malformed(ctx context.Context, r *run) error {
	s, p, err := serveSite(ctx, r, 1, 3)
	if err != nil {
		return err
	}
	defer func() { _ = p.kill() }()
	warm := &run{rounds: r.rounds / 10, seed: r.seed + 1}
	attack(ctx, warm, s, p) // buffers and pools grow once
	before := p.memory()
	slow := slowHeaders(p)
	attack(ctx, r, s, p)
	if err := <-slow; err != nil {
		r.failf(r.rounds, "headers that never end: %v", err)
	}
	stillServing(ctx, r, s, p)
	if grown := p.memory() - before; before > 0 && grown > memoryGrowth {
		r.failf(r.rounds, "the relay has %d MiB more than before", grown>>20)
	}
	if err := p.stop(); err != nil {
		r.failf(r.rounds, "%v", err)
	}
	for _, sign := range []string{"panic", "goroutine ", "fatal error"} {
		if at := strings.Index(p.log(), sign); at >= 0 {
			r.failf(r.rounds, "the log has: %s", p.log()[at:min(at+2000, len(p.log()))])
		}
	}
	return ctx.Err()
}

func attack(ctx context.Context, r *run, s *site, p *process) {
	var attacking sync.WaitGroup
	for i := range attackers {
		attacking.Go(func() {
			for n := i; n < r.rounds && ctx.Err() == nil; n += attackers {
				draws := r.draws(n)
				address := p.public
				if draws.IntN(5) == 0 {
					address = p.admin
				}
				how, raw := s.garbage(draws)
				if err := throw(address, raw, draws); err != nil {
					r.failf(n, "%s: %v: %.300q", how, err, raw)
				}
			}
		})
	}
	attacking.Wait()
}

// throw sends bytes, in one piece or several, and reads all answers.
func throw(address string, raw []byte, draws *rand.Rand) error {
	c, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return fmt.Errorf("the relay takes no connection: %w", err)
	}
	defer c.Close()
	for len(raw) > 0 {
		n := len(raw)
		if draws.IntN(3) == 0 {
			n = 1 + draws.IntN(n)
		}
		if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
			return err
		}
		if _, err := c.Write(raw[:n]); err != nil {
			break // it hung up on us, which is an answer; there may be another
		}
		raw = raw[n:]
	}
	if tcp, ok := c.(*net.TCPConn); ok && draws.IntN(2) == 0 {
		_ = tcp.CloseWrite() // it may be closed already
	}
	return readAnswers(c)
}

// readAnswers reads until the relay hangs up or waits for more.
func readAnswers(c net.Conn) error {
	if err := c.SetReadDeadline(time.Now().Add(attackPatience)); err != nil {
		return err
	}
	r := bufio.NewReader(c)
	for {
		if _, err := r.Peek(1); err != nil {
			return nil
		}
		response, err := http.ReadResponse(r, nil)
		if err != nil {
			var timeout net.Error
			if errors.As(err, &timeout) || errors.Is(err, io.ErrUnexpectedEOF) {
				return nil
			}
			return fmt.Errorf("the answer is no HTTP: %w", err)
		}
		_, _ = io.Copy(io.Discard, response.Body) // what matters is the status
		response.Body.Close()
		if response.StatusCode >= 500 {
			return fmt.Errorf("the answer is %s", response.Status)
		}
	}
}

// slowHeaders sends one header after another and never the last: the relay has
// to hang up, or a few such clients would keep everybody out.
func slowHeaders(p *process) <-chan error {
	done := make(chan error, 1)
	go func() { done <- sendSlowly(p.public) }()
	return done
}

func sendSlowly(address string) error {
	c, err := dial(address)
	if err != nil {
		return err
	}
	defer c.Close()
	began := time.Now()
	if _, err := c.Write([]byte("GET / HTTP/1.1\r\nHost: go.test.example\r\n")); err != nil {
		return err
	}
	closed := make(chan struct{})
	go func() {
		defer close(closed)
		_, _ = io.Copy(io.Discard, c.r) // an answer may come before the end
	}()
	tick := time.NewTicker(500 * time.Millisecond)
	defer tick.Stop()
	for {
		select {
		case <-closed:
			return nil
		case <-tick.C:
			if time.Since(began) > headerPatience {
				return fmt.Errorf("the relay still waits after %v", headerPatience)
			}
			if _, err := c.Write([]byte("X-More: 1\r\n")); err != nil {
				return nil
			}
		}
	}
}

// stillServing is a shopper, a network and a device afterwards.
func stillServing(ctx context.Context, r *run, s *site, p *process) {
	c, err := dial(p.public)
	if err != nil {
		r.failf(r.rounds, "afterwards: %v", err)
		return
	}
	defer c.Close()
	id, err := c.click(s.links[0].Code)
	if err != nil {
		r.failf(r.rounds, "a click afterwards: %v", err)
		return
	}
	if a, err := c.get(postbackPath(id, "afterwards", "10.00")); err != nil || a.status != http.StatusOK {
		r.failf(r.rounds, "a postback afterwards: %d %q %v", a.status, a.body, err)
	}
	api, err := p.device(s.devices[0])
	b := newBook()
	if err == nil {
		err = b.pull(ctx, api)
	}
	if err != nil || b.sales[sale{id, "afterwards"}] != 1 {
		r.failf(r.rounds, "the log afterwards: %d sales, %v", len(b.sales), err)
	}
}
