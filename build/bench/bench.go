package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// bench is one run: where things are, how long turns are, and what it started.
type bench struct {
	root    string // the project's folder
	temp    string // of this run alone, on the disk that the project is on
	rounds  int
	turn    time.Duration
	running []*server
}

func newBench(root string, rounds, seconds int) (*bench, error) {
	if rounds < 1 || seconds < 1 {
		return nil, fmt.Errorf("%d rounds of %d s measure nothing: give at least 1 of each", rounds, seconds)
	}
	root, err := filepath.Abs(root)
	if err != nil {
		return nil, err
	}
	// Not the system's temporary folder: that may be in memory, where making
	// something durable costs nothing.
	if err := os.MkdirAll(filepath.Join(root, "build", "bin"), 0o755); err != nil {
		return nil, err
	}
	temp, err := os.MkdirTemp(filepath.Join(root, "build", "bin"), "bench-")
	if err != nil {
		return nil, err
	}
	return &bench{root: root, temp: temp, rounds: rounds, turn: time.Duration(seconds) * time.Second}, nil
}

// close leaves no process and no file behind.
func (b *bench) close() {
	b.stopAll()
	_ = os.RemoveAll(b.temp)
}

func (b *bench) stopAll() {
	for _, s := range b.running {
		s.stop()
	}
	b.running = nil
}

// folder makes an own folder for a server.
func (b *bench) folder(name string) (string, error) {
	return os.MkdirTemp(b.temp, name+"-")
}

// file writes a file of this run and returns its path.
func (b *bench) file(name, text string) (string, error) {
	path := filepath.Join(b.temp, name)
	return path, os.WriteFile(path, []byte(text), 0o600)
}

// build compiles a package of the module in dir; what is up to date stays.
func (b *bench) build(ctx context.Context, env []string, dir, pkg, name string, flags ...string) (string, error) {
	binary := filepath.Join(b.root, "build", "bin", "bench", name)
	args := append(append([]string{"build", "-o", binary}, flags...), pkg)
	_, err := output(ctx, filepath.Join(b.root, dir), env, "go", args...)
	return binary, err
}

// output runs a command that ends, and returns what it printed.
func output(ctx context.Context, dir string, env []string, name string, args ...string) (string, error) {
	var stdout, stderr bytes.Buffer
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir, cmd.Stdout, cmd.Stderr = dir, &stdout, &stderr
	cmd.Env = append(os.Environ(), env...)
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("%s: %w: %s", filepath.Base(name), err, lastLines(stderr.String()+stdout.String(), 5))
	}
	return stdout.String(), nil
}

func lastLines(text string, n int) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.Join(lines[max(0, len(lines)-n):], "; ")
}

// ratio, figure and skipped print the lines that others read.
func ratio(name string, value float64, goal string) {
	fmt.Printf("ratio %s %.3g goal %s\n", name, value, goal)
}

func figure(name string, value float64, unit string) {
	fmt.Printf("figure %s %.4g %s\n", name, value, unit)
}

func skipped(name string, err error) {
	fmt.Printf("# %s skipped: %s\n", name, strings.ReplaceAll(err.Error(), "\n", " "))
}
