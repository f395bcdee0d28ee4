package main

import (
	"context"
	"fmt"
	"net/http"
	"time"
)

// redirects compares a logged redirect with nginx's and with programs that log
// clicks, by the server's CPU time a request: requests a second on a machine
// that does other things as well say more about those.
//
// Ours is measured like nginx, whose log nobody reads meanwhile: clicks reach
// their file and are synced, and go into storage later. What that costs is
// pipeline's.
func redirects(ctx context.Context, b *bench) error {
	ours, err := b.startRelay(ctx, "relay", "--store-clicks-every", "1h")
	if err != nil {
		return err
	}
	nginx, err := b.startNginx(ctx, "nginx", "access.log combined buffer=64k flush=1s")
	if err != nil {
		skipped("redirect", err)
		return nil
	}
	unlogged, err := b.startNginx(ctx, "nginx-nolog", "off")
	if err != nil {
		return err
	}
	all := []contender{
		{server: ours.server, paths: ours.paths(), headers: browser, answer: http.StatusFound},
		{server: nginx, paths: ours.paths(), headers: browser, answer: http.StatusFound},
		{server: unlogged, paths: ours.paths(), headers: browser, answer: http.StatusFound},
	}
	synced, err := b.startRelay(ctx, "relay-sync", "--store-clicks-every", "1h", "--sync-before-redirect")
	if err != nil {
		skipped("redirect-sync-cpu", err)
	} else {
		all = append(all, contender{server: synced.server, paths: synced.paths(), headers: browser, answer: http.StatusFound})
	}
	got, err := b.measure(ctx, "redirect", all)
	if err != nil {
		return err
	}
	ratio("redirect-cpu", got.ratio("relay", "nginx", sample.cpuTime), "<=1.0")
	figure("redirect-throughput", got.ratio("relay", "nginx", sample.perSecond), "x-nginx")
	figure("redirect-cpu-unlogged-nginx", got.ratio("relay", "nginx-nolog", sample.cpuTime), "x-nginx-without-log")
	figure("redirect-cpu-time", got.median("relay", sample.cpuTime), "µs/request")
	if got.has("relay-sync") {
		ratio("redirect-sync-cpu", got.ratio("relay-sync", "nginx", sample.cpuTime), "<=2.0")
	}
	if err := b.connectionAClick(ctx, ours, nginx); err != nil {
		return err
	}
	return b.clickLoggers(ctx, ours)
}

// connectionAClick is what most shoppers do: they click once.
func (b *bench) connectionAClick(ctx context.Context, ours *relay, nginx *server) error {
	headers := append([]string{"Connection: close"}, browser...)
	got, err := b.measure(ctx, "one connection a click", []contender{
		{server: ours.server, paths: ours.paths(), headers: headers, answer: http.StatusFound},
		{server: nginx, paths: ours.paths(), headers: headers, answer: http.StatusFound},
	})
	if err != nil {
		return err
	}
	figure("redirect-connection-cpu", got.ratio("relay", "nginx", sample.cpuTime), "x-nginx")
	figure("redirect-connection-cpu-time", got.median("relay", sample.cpuTime), "µs/request")
	return nil
}

// clickLoggers compares with programs that keep clicks in a database. The goal
// is the one for golink: golink and kutt come in no package, these do.
func (b *bench) clickLoggers(ctx context.Context, ours *relay) error {
	fmt.Println("# golink and kutt are no Go module or npm package (npm's kutt is a client): PocketBase and GoatCounter stand for them, at golink's goal")
	all := []contender{{server: ours.server, paths: ours.paths(), headers: browser, answer: http.StatusFound}}
	if s, err := b.startPocketBase(ctx, ours.codes); err != nil {
		skipped("redirect-cpu-pocketbase", err)
	} else {
		all = append(all, contender{server: s, paths: prefixed("/go/", ours.codes), headers: browser, answer: http.StatusFound})
	}
	if s, err := b.startGoatCounter(ctx); err != nil {
		skipped("redirect-cpu-goatcounter", err)
	} else {
		all = append(all, contender{server: s, paths: prefixed("/count?p=/", ours.codes), headers: browser, answer: http.StatusOK})
	}
	short := *b // GoatCounter keeps what it counts in memory: gigabytes a minute
	short.rounds, short.turn = min(b.rounds, 3), min(b.turn, 2*time.Second)
	got, err := short.measure(ctx, "programs that log clicks", all)
	if err != nil {
		return err
	}
	for _, peer := range all[1:] {
		ratio("redirect-cpu-"+peer.name, got.ratio("relay", peer.name, sample.cpuTime), "<=0.083")
	}
	return nil
}

func prefixed(prefix string, codes []string) []string {
	paths := make([]string, len(codes))
	for i, code := range codes {
		paths[i] = prefix + code
	}
	return paths
}
