package main

import (
	"cmp"
	"context"
	_ "embed"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"
)

//go:embed load.lua
var loadScript string

// contender is a server and the requests that it gets.
type contender struct {
	*server
	paths   []string // asked in turn; with {n} a number that never comes again
	method  string
	body    string // as the path, {n} is replaced
	headers []string
	answer  int // the status that it must give
}

const connections = 64

// browser is what a shopper's browser sends with a click.
var browser = []string{
	"User-Agent: Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36",
	"Referer: https://blog.example/gift-ideas",
	"Accept: text/html",
}

// sample is one turn of a contender.
type sample struct {
	rate     float64 // requests a second
	cpu      float64 // microseconds of the server's CPU time a request
	p50, p99 float64 // milliseconds
}

// results are the samples of each contender by name, one a round.
type results map[string][]sample

// measure lets the contenders take turns, each round beginning with another
// one. A first round warms up and is not counted.
func (b *bench) measure(ctx context.Context, title string, all []contender) (results, error) {
	scripts := make([]string, len(all))
	for i, c := range all {
		err := c.check(ctx)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", c.name, err)
		}
		if scripts[i], err = b.script(title, c); err != nil {
			return nil, err
		}
	}
	got := results{}
	for round := range b.rounds + 1 {
		turn := b.turn
		if round == 0 {
			turn = time.Second
		}
		for i := range all {
			c := (round + i) % len(all)
			s, err := all[c].take(ctx, scripts[c], round, turn)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", all[c].name, err)
			}
			if round > 0 {
				got[all[c].name] = append(got[all[c].name], s)
			}
		}
	}
	got.print(title, all)
	return got, nil
}

// script writes what wrk asks of a contender.
func (b *bench) script(title string, c contender) (string, error) {
	method := cmp.Or(c.method, "GET")
	requests := "return " + strconv.Quote(method) + ", " + strconv.Quote(c.body) + ", {\n" // Go's quotes are Lua's for ASCII
	for _, p := range c.paths {
		requests += strconv.Quote(p) + ",\n"
	}
	data, err := b.file(title+"-"+c.name+"-requests.lua", requests+"}\n")
	if err != nil {
		return "", err
	}
	return b.file(title+"-"+c.name+".lua", strings.ReplaceAll(loadScript, "REQUESTS", strconv.Quote(data)))
}

// check asks once, whether the contender does its work at all.
func (c contender) check(ctx context.Context) error {
	once := strings.NewReplacer("{n}", "check-"+strconv.FormatInt(time.Now().UnixNano(), 36))
	req, err := http.NewRequestWithContext(ctx, cmp.Or(c.method, "GET"), "http://"+c.address+once.Replace(c.paths[0]), strings.NewReader(once.Replace(c.body)))
	if err != nil {
		return err
	}
	for _, h := range c.headers {
		name, value, _ := strings.Cut(h, ": ")
		req.Header.Set(name, value)
	}
	response, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	if response.StatusCode != c.answer {
		text, _ := io.ReadAll(io.LimitReader(response.Body, 500)) // only to say more
		return fmt.Errorf("it answers %s: %s", response.Status, text)
	}
	return nil
}

// take is one turn: wrk on one thread for a time.
func (c contender) take(ctx context.Context, script string, round int, turn time.Duration) (sample, error) {
	before, err := c.cpu()
	if err != nil {
		return sample{}, err
	}
	args := []string{"-t1", "-c" + strconv.Itoa(connections), "-d" + strconv.Itoa(int(turn.Seconds())) + "s", "-s", script}
	for _, h := range c.headers {
		args = append(args, "-H", h)
	}
	text, err := output(ctx, "", nil, "wrk", append(args, "http://"+c.address+"/", "--", strconv.Itoa(round))...)
	if err != nil {
		return sample{}, err
	}
	after, err := c.cpu()
	if err != nil {
		return sample{}, fmt.Errorf("it ended under load: %w: %s", err, c.said())
	}
	return readSample(text, after-before)
}

// readSample reads the line that load.lua prints at the end.
func readSample(text string, cpu time.Duration) (sample, error) {
	var r struct {
		Requests, Seconds, P50, P99 float64
		Refused, Broken             int
	}
	line := text[max(0, strings.LastIndex(text, `{"requests"`)):]
	if err := json.Unmarshal([]byte(line), &r); err != nil || r.Requests == 0 {
		return sample{}, fmt.Errorf("wrk's result can't be read: %s", lastLines(text, 3))
	}
	if r.Refused > 0 || r.Broken > 0 {
		return sample{}, fmt.Errorf("of %.0f requests %d were refused and %d broke off", r.Requests, r.Refused, r.Broken)
	}
	return sample{rate: r.Requests / r.Seconds, cpu: float64(cpu.Microseconds()) / r.Requests, p50: r.P50, p99: r.P99}, nil
}

// Figures of a sample, to be compared.
func (s sample) perSecond() float64 { return s.rate }
func (s sample) cpuTime() float64   { return s.cpu }

// ratio is the median over the rounds of one contender's figure by another's.
func (r results) ratio(ours, theirs string, figure func(sample) float64) float64 {
	return medianRatio(r.values(ours, figure), r.values(theirs, figure))
}

// values are a contender's figures, one a round.
func (r results) values(name string, figure func(sample) float64) []float64 {
	all := make([]float64, len(r[name]))
	for i, s := range r[name] {
		all[i] = figure(s)
	}
	return all
}

// medianRatio is the median of the rounds' ratios.
func medianRatio(ours, theirs []float64) float64 {
	each := make([]float64, len(ours))
	for i := range ours {
		each[i] = ours[i] / theirs[i]
	}
	return median(each)
}

// has reports whether a contender could be started.
func (r results) has(name string) bool { return len(r[name]) > 0 }

func (r results) median(name string, figure func(sample) float64) float64 {
	return median(r.values(name, figure))
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 1 {
		return sorted[middle]
	}
	return (sorted[middle-1] + sorted[middle]) / 2
}

// print shows people the medians, and in brackets how far the rounds are apart.
func (r results) print(title string, all []contender) {
	w := tabwriter.NewWriter(os.Stderr, 0, 8, 2, ' ', 0)
	fmt.Fprintf(w, "\n%s, %d rounds, medians (lowest-highest)\n", title, len(r[all[0].name]))
	fmt.Fprintln(w, "server\tversion\treq/s\tCPU µs/req\tp50 ms\tp99 ms\tMiB")
	for _, c := range all {
		cell := func(figure func(sample) float64, format string) string {
			all := r.values(c.name, figure)
			return fmt.Sprintf(format+" ("+format+"-"+format+")", median(all), slices.Min(all), slices.Max(all))
		}
		memory, _ := c.memory()
		fmt.Fprintf(w, "%s\t%s\t%s\t%s\t%.2f\t%.1f\t%d\n", c.name, c.version, cell(sample.perSecond, "%.0f"), cell(sample.cpuTime, "%.1f"),
			r.median(c.name, func(s sample) float64 { return s.p50 }), r.median(c.name, func(s sample) float64 { return s.p99 }), memory>>20)
	}
	load, _ := os.ReadFile("/proc/loadavg")
	fmt.Fprintf(w, "load average at the end: %s", load)
	_ = w.Flush()
}
