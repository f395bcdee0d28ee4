package main

import (
	"context"
	"fmt"
	"net/http"
)

// clicksASecond leaves each click a handful of conversions, as in life.
const clicksASecond = 5000

// postbacks compares durable postbacks, each of another order, by requests a
// second. PocketBase's default is synchronous=NORMAL: what it has answered may
// be lost in a power cut, which ours may not.
func postbacks(ctx context.Context, b *bench) error {
	ours, err := b.startRelay(ctx, "relay")
	if err != nil {
		return err
	}
	clicks := clicksASecond * b.rounds * int(b.turn.Seconds())
	ids, err := ours.clickIDs(ctx, clicks)
	if err != nil {
		return err
	}
	// The clicks are history by then.
	if _, err := ours.awaitStored(ctx, int64(clicks)); err != nil {
		return err
	}
	reports := make([]string, len(ids))
	for i, id := range ids {
		reports[i] = fmt.Sprintf("/postback/%s?transaction_id=%s&amount=49.90&payout=4.99&order_id=o{n}", postbackToken, id)
	}
	all := []contender{{server: ours.server, paths: reports, answer: http.StatusOK}}
	if peer, err := b.startPocketBase(ctx, ours.codes); err != nil {
		skipped("postback-pocketbase", err)
	} else {
		all = append(all, contender{
			server: peer, method: "POST", paths: []string{"/api/collections/postbacks/records"}, headers: []string{"Content-Type: application/json"},
			body:   `{"click_id":"` + ids[0] + `","order_id":"o{n}","sale_amount":"49.90","payout":"4.99"}`,
			answer: http.StatusOK,
		})
	}
	got, err := b.measure(ctx, "postback", all)
	if err != nil {
		return err
	}
	if len(all) > 1 {
		fmt.Println("# PocketBase's records are not safe from a power cut (synchronous=NORMAL), our postbacks are")
		ratio("postback-pocketbase", got.ratio("relay", "pocketbase", sample.perSecond), ">=9")
	}
	figure("postback-throughput", got.median("relay", sample.perSecond), "postbacks/s")
	figure("postback-cpu-time", got.median("relay", sample.cpuTime), "µs/postback")
	return nil
}
