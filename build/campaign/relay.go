package main

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"time"

	"linkledger/internal/relayapi"
)

// program is the relay's binary with one data folder.
type program struct {
	binary, data string
	flags        []string // more of them, for serve
}

// command runs a command that ends and returns its output.
func (p program) command(ctx context.Context, args ...string) (string, error) {
	var stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, p.binary, append(args, "--data", p.data)...)
	cmd.Stderr = &stderr
	out, err := cmd.Output()
	if err != nil {
		return "", fmt.Errorf("%s: %w: %s", strings.Join(args, " "), err, stderr.String())
	}
	return strings.TrimSpace(string(out)), nil
}

// process is a running relay.
type process struct {
	public, admin string // addresses, host:port

	cmd   *exec.Cmd
	ended chan struct{} // closed when the process has ended,
	err   error         // which was well when nil
	printed
}

// printed is what a process wrote so far. Its methods may be called at once.
type printed struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (p *printed) add(line []byte) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.text.Write(line)
	p.text.WriteByte('\n')
}

func (p *printed) log() string {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.text.String()
}

// startLimit is how long a relay may take until it listens.
const startLimit = 30 * time.Second

// serve starts the relay and waits until it listens.
func (p program) serve(ctx context.Context) (*process, error) {
	args := append([]string{"serve", "--listen", "127.0.0.1:0", "--admin", "127.0.0.1:0", "--data", p.data}, p.flags...)
	r := &process{cmd: exec.CommandContext(ctx, p.binary, args...), ended: make(chan struct{})}
	// Both outputs go into one pipe of ours: its reading ends with the process.
	read, write, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	r.cmd.Stdout, r.cmd.Stderr = write, write
	err = r.cmd.Start()
	write.Close()
	if err != nil {
		read.Close()
		return nil, err
	}
	listening := make(chan [2]string, 2)
	go func() {
		defer read.Close()
		lines := bufio.NewScanner(read)
		lines.Buffer(nil, 16<<20)
		for lines.Scan() {
			r.add(lines.Bytes())
			var line struct{ Msg, For, Address string }
			if json.Unmarshal(lines.Bytes(), &line) == nil && line.Msg == "listening" {
				listening <- [2]string{line.For, line.Address}
			}
		}
		r.err = r.cmd.Wait()
		close(r.ended)
	}()
	limit := time.NewTimer(startLimit)
	defer limit.Stop()
	for r.public == "" || r.admin == "" {
		select {
		case l := <-listening:
			if l[0] == "admin" {
				r.admin = l[1]
			} else {
				r.public = l[1]
			}
		case <-r.ended:
			return nil, fmt.Errorf("the relay did not start: %w: %s", r.err, r.log())
		case <-limit.C:
			return nil, errors.Join(fmt.Errorf("the relay does not listen after %v: %s", startLimit, r.log()), r.kill())
		}
	}
	return r, nil
}

// kill ends the process without a warning. One that has ended stays so.
func (r *process) kill() error {
	if err := r.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-r.ended // its error says that it was killed
	return nil
}

// stop ends the process as an operator does.
func (r *process) stop() error {
	if err := r.cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if <-r.ended; r.err != nil {
		return fmt.Errorf("the relay did not stop well: %w: %s", r.err, r.log())
	}
	return nil
}

// memory is the process's resident memory in bytes; 0 where the system does
// not say.
func (r *process) memory() int64 {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", r.cmd.Process.Pid))
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(status)) {
		var kb int64
		if _, err := fmt.Sscanf(line, "VmRSS: %d kB", &kb); err == nil {
			return kb << 10
		}
	}
	return 0
}

// device is a client of the relay's API with a connection's token.
func (r *process) device(c relayapi.Connection) (*relayapi.Client, error) {
	c.RelayURL = "http://" + r.public
	return relayapi.Dial(c)
}

// copyTo is the program with a copy of its data folder.
func (p program) copyTo(data string) (program, error) {
	p2 := p
	p2.data = data
	if err := os.RemoveAll(data); err != nil {
		return p2, err
	}
	return p2, os.CopyFS(data, os.DirFS(p.data))
}

func (p program) database() string { return filepath.Join(p.data, "relay.db") }
