package main

import (
	"context"
	"fmt"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
)

// goBenchmark is a Go benchmark of the project that takes its turns against a
// peer.
type goBenchmark struct {
	name, dir, binary string
}

// goBenchmark finds the benchmark's package and compiles it.
func (b *bench) goBenchmark(ctx context.Context, name string) (goBenchmark, error) {
	found, err := output(ctx, b.root, nil, "grep", "-rl", "--include=*_test.go", "func "+name+"(", "internal", "app")
	if err != nil {
		return goBenchmark{}, fmt.Errorf("there is no %s", name)
	}
	dir := filepath.Join(b.root, filepath.Dir(strings.Fields(found)[0]))
	g := goBenchmark{name: name, dir: dir, binary: filepath.Join(b.temp, name+".test")}
	_, err = output(ctx, dir, nil, "go", "test", "-c", "-o", g.binary, ".")
	return g, err
}

// seconds runs the benchmark's body once, with its files on the bench's disk,
// and returns the time of each of its parts by name.
func (g goBenchmark) seconds(ctx context.Context, env ...string) (map[string]float64, error) {
	text, err := output(ctx, g.dir, append(env, "TMPDIR="+filepath.Dir(g.binary)), g.binary,
		"-test.run=^$", "-test.bench=^"+g.name+"$", "-test.benchtime=1x", "-test.cpu="+strconv.Itoa(runtime.NumCPU()), "-test.timeout=0")
	if err != nil {
		return nil, err
	}
	times := map[string]float64{}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line) // name-CPUS 1 N ns/op …
		if len(fields) < 4 || fields[3] != "ns/op" {
			continue
		}
		part := strings.TrimPrefix(strings.TrimPrefix(fields[0], g.name), "/")
		if dash := strings.LastIndexByte(part, '-'); dash >= 0 {
			part = part[:dash]
		}
		ns, err := strconv.ParseFloat(fields[2], 64)
		if err != nil {
			return nil, err
		}
		times[part] = ns / 1e9
	}
	return times, nil
}
