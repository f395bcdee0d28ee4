package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"
	"time"
)

// reports compares the answers to questions about a year with those of DuckDB
// and of SQLite on the raw facts, all rows fetched. The year is made up and
// loaded by build/programme; SCALE says how large it is (1 when not set: that
// takes an hour or more the first time, and is kept), SEED which one.
func reports(ctx context.Context, b *bench) error {
	y, err := b.year(ctx)
	if err != nil {
		return err
	}
	duck, err := openDuckDB(filepath.Join(b.temp, "facts.duckdb"))
	if err != nil {
		return err
	}
	defer duck.close()
	lite, err := openSQLite(filepath.Join(b.temp, "facts.sqlite"))
	if err != nil {
		return err
	}
	defer lite.close()
	for _, table := range factTables {
		if err := y.load(ctx, table, duck, lite); err != nil {
			return fmt.Errorf("load the raw %s: %w", table.name, err)
		}
	}
	if err := y.colds(ctx, b); err != nil {
		return err
	}
	ours, err := y.start(ctx)
	if err != nil {
		return err
	}
	defer ours.end()
	board := &board{b: b}
	list, err := questions(ctx, duck)
	if err != nil {
		return err
	}
	for _, q := range list {
		if err := board.play(ctx, q, ours, duck, lite); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	for _, screen := range reportScreens {
		if err := board.alone(screen, ours); err != nil {
			return fmt.Errorf("%s: %w", screen, err)
		}
	}
	if memory, err := ours.memory(); err == nil {
		figure("reports-memory", float64(memory>>20), "MiB")
	}
	if err := lite.index(ctx); err != nil {
		return err
	}
	for _, q := range list {
		if err := board.playIndexed(ctx, q, lite); err != nil {
			return fmt.Errorf("%s: %w", q.name, err)
		}
	}
	return board.close()
}

// year is a made-up year, loaded.
type year struct {
	binary string
	args   []string
	root   string
}

func (b *bench) year(ctx context.Context) (*year, error) {
	binary, err := b.build(ctx, nil, ".", "./build/programme", "programme")
	if err != nil {
		return nil, err
	}
	y := &year{binary: binary, root: b.root}
	for _, option := range []string{"SCALE", "SEED"} {
		if value := os.Getenv(option); value != "" {
			y.args = append(y.args, "--"+strings.ToLower(option)+"="+value)
		}
	}
	load := y.command(ctx, "load")
	load.Stdout = os.Stdout // figures
	return y, load.Run()
}

func (y *year) command(ctx context.Context, words ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, y.binary, append(words, y.args...)...)
	cmd.Dir, cmd.Stderr = y.root, os.Stderr
	return cmd
}

// load reads facts of the year into databases.
func (y *year) load(ctx context.Context, t factTable, into ...*engine) error {
	began := time.Now()
	cmd := y.command(ctx, "facts", t.name)
	text, err := cmd.StdoutPipe()
	if err == nil {
		err = cmd.Start()
	}
	if err != nil {
		return err
	}
	n, err := t.fill(ctx, text, into...)
	_, _ = io.Copy(io.Discard, text) // so that it ends; what is wrong is known
	if ended := cmd.Wait(); err == nil {
		err = ended
	}
	fmt.Fprintf(os.Stderr, "reports: %d raw %s in %s\n", n, t.name, time.Since(began).Round(time.Second))
	return err
}

// answerer is our program, which answers questions one after the other.
type answerer struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out *bufio.Scanner
}

func (y *year) start(ctx context.Context) (*answerer, error) {
	a := &answerer{cmd: y.command(ctx, "answer")}
	var err error
	if a.in, err = a.cmd.StdinPipe(); err != nil {
		return nil, err
	}
	out, err := a.cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	a.out = bufio.NewScanner(out)
	return a, a.cmd.Start()
}

func (a *answerer) ask(q question) (t taken, err error) {
	if _, err := fmt.Fprintln(a.in, q.name); err != nil {
		return t, err
	}
	if !a.out.Scan() {
		return t, fmt.Errorf("our program ended: %w", a.cmd.Wait())
	}
	return t, json.Unmarshal(a.out.Bytes(), &t)
}

func (a *answerer) memory() (int64, error) {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", a.cmd.Process.Pid))
	var size, resident int64
	if err == nil {
		_, err = fmt.Sscan(string(text), &size, &resident)
	}
	return resident * int64(os.Getpagesize()), err
}

func (a *answerer) end() {
	_ = a.in.Close()
	_ = a.cmd.Wait() // it has answered all
}

// colds measures the first answer of a program that has just started.
func (y *year) colds(ctx context.Context, b *bench) error {
	var first []float64
	for range b.rounds {
		a, err := y.start(ctx)
		if err != nil {
			return err
		}
		t, err := a.ask(question{name: "home"})
		a.end()
		if err != nil {
			return err
		}
		first = append(first, t.MS)
	}
	ratio("reports-cold-seconds", median(first)/1000, "<=0.3")
	return nil
}

// taken is what an answer took, and what it came to.
type taken struct {
	MS   float64 `json:"ms"`
	Rows int     `json:"rows"`
	Sums []int64 `json:"sums"`
}

// board is where the questions' figures are kept for people.
type board struct {
	b      *bench
	lines  [][]any
	differ []string
	sums   map[string][]int64
}

// play lets our program and DuckDB take turns, and asks SQLite once: it takes
// many seconds on some.
func (p *board) play(ctx context.Context, q question, ours *answerer, duck, lite *engine) error {
	var mine, theirs []float64
	var last taken
	for round := range p.b.rounds + 1 { // the first one warms up
		one, err := ours.ask(q)
		if err != nil {
			return err
		}
		other, err := duck.ask(ctx, q)
		if err != nil {
			return fmt.Errorf("DuckDB: %w", err)
		}
		if p.same(q, "DuckDB", one, other); round > 0 {
			mine, theirs = append(mine, one.MS), append(theirs, other.MS)
		}
		last = one
	}
	slow, err := lite.ask(ctx, q)
	if err != nil {
		return fmt.Errorf("SQLite: %w", err)
	}
	p.same(q, "SQLite", last, slow)
	p.lines = append(p.lines, []any{q.name, last.Rows, median(mine), slices.Min(mine), slices.Max(mine), median(theirs), slow.MS})
	if p.sums == nil {
		p.sums = map[string][]int64{}
	}
	p.sums[q.name] = last.Sums
	if !slices.ContainsFunc(p.differ, func(d string) bool { return strings.HasPrefix(d, q.name+":") }) {
		ratio("reports-"+q.name, medianRatio(mine, theirs), "<=0.5")
	}
	figure("reports-"+q.name+"-ms", median(mine), "ms")
	return nil
}

// reportScreens are what no statement answers.
var reportScreens = []string{"home-screen", "heat-map", "funnel", "cohorts", "sales-tracking", "why", "as-of"}

// alone measures what has no peer, the first time and then.
func (p *board) alone(name string, ours *answerer) error {
	first, err := ours.ask(question{name: name})
	var times []float64
	for range p.b.rounds {
		t, failed := ours.ask(question{name: name})
		err, times = errors.Join(err, failed), append(times, t.MS)
	}
	if err != nil {
		return err
	}
	figure("reports-"+name+"-first-ms", first.MS, "ms")
	figure("reports-"+name+"-ms", median(times), "ms")
	return nil
}

func (p *board) playIndexed(ctx context.Context, q question, lite *engine) error {
	t, err := lite.ask(ctx, q)
	if err != nil {
		return err
	}
	p.same(q, "SQLite with indexes", taken{Sums: p.sums[q.name]}, t)
	at := slices.IndexFunc(p.lines, func(l []any) bool { return l[0] == q.name })
	p.lines[at] = append(p.lines[at], t.MS)
	return nil
}

// same notes answers that differ: they are no comparison.
func (p *board) same(q question, whose string, ours, theirs taken) {
	if !slices.Equal(ours.Sums, theirs.Sums) {
		p.differ = append(p.differ, fmt.Sprintf("%s: our sums are %v and those of %s %v", q.name, ours.Sums, whose, theirs.Sums))
	}
}

func (p *board) close() error {
	w := tabwriter.NewWriter(os.Stderr, 0, 8, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintf(w, "\nreports, %d rounds, medians (lowest-highest) in ms; SQLite once\n", p.b.rounds)
	fmt.Fprintln(w, "question\trows\tours\t\tDuckDB\tSQLite\twith indexes\t")
	for _, l := range p.lines {
		fmt.Fprintf(w, "%s\t%d\t%.2f\t(%.2f-%.2f)\t%.1f\t%.0f\t%.0f\t\n", l...)
	}
	_ = w.Flush()
	if len(p.differ) > 0 {
		return fmt.Errorf("totals differ: %s", strings.Join(slices.Compact(p.differ), "; "))
	}
	return nil
}
