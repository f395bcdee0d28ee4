package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
)

// clicksASecond leaves each click a handful of conversions, as in life.
const clicksASecond = 5000

// postbacks compares durable postbacks, each of another order, by requests a
// second: with PocketBase's created records, and with a relay of ours that
// commits each postback by itself. PocketBase's default is synchronous=NORMAL:
// what it has answered may be lost in a power cut, which ours may not.
func postbacks(ctx context.Context, b *bench) error {
	ours, err := b.startRelay(ctx, "relay")
	if err != nil {
		return err
	}
	all := []contender{{server: ours.server, answer: http.StatusOK}}
	if all[0].paths, err = ours.postbackPaths(ctx, b); err != nil {
		return err
	}
	alone, err := b.startUngrouped(ctx)
	if err != nil {
		skipped("postback-ungrouped", err)
	} else {
		paths, err := alone.postbackPaths(ctx, b)
		if err != nil {
			return err
		}
		all = append(all, contender{server: alone.server, paths: paths, answer: http.StatusOK})
	}
	peer, err := b.startPocketBase(ctx, ours.codes)
	if err != nil {
		skipped("postback-pocketbase", err)
	} else {
		all = append(all, contender{
			server: peer, method: "POST", paths: []string{"/api/collections/postbacks/records"}, headers: []string{"Content-Type: application/json"},
			body:   `{"click_id":"c7xq2m4k9v0t5r8w1z6y3b2n4p5s7d","order_id":"o{n}","sale_amount":"49.90","payout":"4.99"}`,
			answer: http.StatusOK,
		})
	}
	got, err := b.measure(ctx, "postback", all)
	if err != nil {
		return err
	}
	if got.has("pocketbase") {
		fmt.Println("# PocketBase's records are not safe from a power cut (synchronous=NORMAL), our postbacks are")
		ratio("postback-pocketbase", got.ratio("relay", "pocketbase", sample.perSecond), ">=9")
		figure("postback-cpu-pocketbase", got.ratio("relay", "pocketbase", sample.cpuTime), "x-pocketbase")
	}
	if got.has("relay-ungrouped") {
		ratio("postback-ungrouped", got.ratio("relay", "relay-ungrouped", sample.perSecond), ">=5")
		figure("postback-cpu-ungrouped", got.ratio("relay", "relay-ungrouped", sample.cpuTime), "x-ungrouped")
	}
	figure("postback-throughput", got.median("relay", sample.perSecond), "postbacks/s")
	figure("postback-cpu-time", got.median("relay", sample.cpuTime), "µs/postback")
	return nil
}

// postbackPaths are the calls for clicks of the relay, which are history by
// then: in its store, and counted.
func (r *relay) postbackPaths(ctx context.Context, b *bench) ([]string, error) {
	ids, err := r.clickIDs(ctx, clicksASecond*b.rounds*int(b.turn.Seconds()))
	if err != nil {
		return nil, err
	}
	if _, err := r.awaitStored(ctx, int64(len(ids))); err != nil {
		return nil, err
	}
	paths := make([]string, len(ids))
	for i, id := range ids {
		paths[i] = fmt.Sprintf("/postback/%s?transaction_id=%s&amount=49.90&payout=4.99&order_id=o{n}", postbackToken, id)
	}
	return paths, nil
}

// groupLimit is where the relay says how many changes one transaction takes.
var groupLimit = regexp.MustCompile(`(?m)^(\s*groupLimit\s*=\s*)\d+$`)

// startUngrouped starts a relay that differs in one number: each change is a
// transaction of its own. It is no option of the product, so the compiler is
// given another file in the place of one (go help build, -overlay).
func (b *bench) startUngrouped(ctx context.Context) (*relay, error) {
	original := filepath.Join(b.root, "internal", "relay", "commit.go")
	source, err := os.ReadFile(original)
	if err != nil {
		return nil, err
	}
	if len(groupLimit.FindAll(source, -1)) != 1 {
		return nil, errors.New("internal/relay/commit.go has no groupLimit any more")
	}
	changed, err := b.file("commit.go", string(groupLimit.ReplaceAll(source, []byte("${1}1"))))
	if err != nil {
		return nil, err
	}
	overlay, err := json.Marshal(map[string]any{"Replace": map[string]string{original: changed}})
	if err != nil {
		return nil, err
	}
	list, err := b.file("overlay.json", string(overlay))
	if err != nil {
		return nil, err
	}
	binary, err := b.buildRelay(ctx, "linkledger-relay-ungrouped", "-overlay", list)
	if err != nil {
		return nil, err
	}
	return b.serveRelay(ctx, "relay-ungrouped", binary)
}
