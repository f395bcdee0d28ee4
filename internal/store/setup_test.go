package store_test

import (
	"context"
	"testing"
	"time"

	"linkledger/internal/affiliate"
	"linkledger/internal/money"
	"linkledger/internal/store"
)

// Neither CJ's own row nor a browser's word is a postback.
func TestFirstReportIsAPostbacks(t *testing.T) {
	s, ctx := open(t), context.Background()
	put := func(id affiliate.ConversionID, via, source string, at time.Time) {
		t.Helper()
		err := with(t, s, func(tx *store.Tx) error {
			err := tx.PutConversion(ctx, affiliate.Conversion{ID: id, OfferID: "o", Status: affiliate.StatusPending, Sale: money.New(100, "USD"),
				Commission: money.New(10, "USD"), SaleDay: "2026-11-22", ReportedAt: at, Via: via})
			if err != nil {
				return err
			}
			return tx.Happened(ctx, id, affiliate.Event{At: at, What: "It was reported.", Source: source})
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	says := func(want string) {
		t.Helper()
		if at, err := s.FirstReport(ctx, "o"); at != want || err != nil {
			t.Errorf("the first postback came at %q, not %q, %v", at, want, err)
		}
	}
	says("")
	put("cj", "", "cj", noon)
	put("page", affiliate.ViaBrowser, "postback", noon.Add(time.Minute))
	says("")
	put("later", "", "postback", noon.Add(time.Hour))
	put("cj", "", "postback", noon.Add(time.Minute)) // it tells of CJ's sale, too
	says("2026-11-22T12:01:00.000Z")
}
