package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"linkledger/internal/relayapi"
)

// book is the log as a device has followed it. It is used by one goroutine.
type book struct {
	head        int64
	entries     map[string]int64 // sequence number by id
	conversions []relayapi.ConversionBody
	sales       map[sale]int    // how often each is in the log
	clicks      map[int64]int64 // gross, by link number
}

// sale is what tells a network's sales apart.
type sale struct{ click, order string }

func newBook() *book {
	return &book{entries: map[string]int64{}, sales: map[sale]int{}, clicks: map[int64]int64{}}
}

// pull follows the log to its end. An error that is a broken promise, and not
// a relay that is gone, is a refused.
func (b *book) pull(ctx context.Context, api *relayapi.Client) error {
	for {
		page, err := api.Pull(ctx, b.head, 1000)
		if toldToWait(ctx, err) {
			continue
		}
		if err != nil {
			return err
		}
		for _, e := range page.Entries {
			if err := b.add(e); err != nil {
				return err
			}
		}
		if page.Head < b.head {
			return refused{fmt.Sprintf("the log's head went back from %d to %d", b.head, page.Head)}
		}
		if len(page.Entries) == 0 {
			if page.Head > b.head {
				return refused{fmt.Sprintf("the log's head is %d, but nothing comes after %d", page.Head, b.head)}
			}
			return nil
		}
	}
}

// toldToWait waits, if that is what the relay wants of a device that asks too
// much, and reports whether to ask again.
func toldToWait(ctx context.Context, err error) bool {
	var problem relayapi.Problem
	if !errors.As(err, &problem) || problem.Code != relayapi.CodeTooMany {
		return false
	}
	select {
	case <-time.After(100 * time.Millisecond):
		return true
	case <-ctx.Done():
		return false
	}
}

func (b *book) add(e relayapi.Entry) error {
	if e.Seq != b.head+1 {
		return refused{fmt.Sprintf("entry %d follows %d", e.Seq, b.head)}
	}
	b.head = e.Seq
	if earlier, ok := b.entries[e.ID]; ok {
		return refused{fmt.Sprintf("entries %d and %d have the same id", earlier, e.Seq)}
	}
	b.entries[e.ID] = e.Seq
	switch e.Kind {
	case relayapi.KindConversion:
		var c relayapi.ConversionBody
		if err := json.Unmarshal(e.Body, &c); err != nil {
			return refused{fmt.Sprintf("entry %d: %v", e.Seq, err)}
		}
		b.conversions = append(b.conversions, c)
		b.sales[sale{c.ClickID, c.OrderID}]++
	case relayapi.KindClicks:
		var c relayapi.ClicksBody
		if err := json.Unmarshal(e.Body, &c); err != nil {
			return refused{fmt.Sprintf("entry %d: %v", e.Seq, err)}
		}
		for _, l := range c.Links {
			b.clicks[l.Number] += l.Gross
		}
	}
	return nil
}

// same says how another reading of the same log differs; "" when it does not.
func (b *book) same(other *book) string {
	if b.head != other.head {
		return fmt.Sprintf("the log has %d entries, and had %d", other.head, b.head)
	}
	for id, seq := range b.entries {
		if other.entries[id] != seq {
			return fmt.Sprintf("entry %s was number %d and is number %d", id, seq, other.entries[id])
		}
	}
	return ""
}
