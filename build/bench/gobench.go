package main

import (
	"context"
	"fmt"
	"path/filepath"
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

// seconds runs the benchmark's body once.
func (g goBenchmark) seconds(ctx context.Context) (float64, error) {
	text, err := output(ctx, g.dir, nil, g.binary, "-test.run=^$", "-test.bench=^"+g.name+"$", "-test.benchtime=1x")
	if err != nil {
		return 0, err
	}
	for line := range strings.Lines(text) {
		fields := strings.Fields(line)
		for i := 2; i < len(fields); i++ {
			if strings.HasPrefix(line, g.name) && fields[i] == "ns/op" {
				ns, err := strconv.ParseFloat(fields[i-1], 64)
				return ns / 1e9, err
			}
		}
	}
	return 0, fmt.Errorf("%s printed no time: %s", g.name, lastLines(text, 3))
}
