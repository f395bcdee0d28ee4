package sandbox_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

func (w *world) generate(orders int) {
	w.Helper()
	w.must(w.box.GenerateYear(sandbox.Year{Seed: 5, Orders: orders, From: start.AddDate(-1, 0, 0), To: start, SID: func(n int) string { return fmt.Sprintf("s%d", n) }}))
}

// pull reads all rows of the posting windows, page after page.
func (w *world) pull(since, before time.Time) (rows []map[string]string) {
	w.Helper()
	for ; since.Before(before); since = since.AddDate(0, 0, 31) {
		cursor, complete := "0", false
		for !complete {
			_, text := w.query(token, fmt.Sprintf(`{ publisherCommissions(forPublishers: "7000001", sincePostingDate: %q, beforePostingDate: %q, sinceCommissionId: %q) {
				payloadComplete maxCommissionId records { commissionId originalActionId orderId shopperId actionStatus validationStatus lockingDate postingDate saleAmountUsd pubCommissionAmountUsd } } }`,
				since.Format(time.RFC3339), since.AddDate(0, 0, 31).Format(time.RFC3339), cursor))
			var answer struct {
				Data struct {
					PublisherCommissions struct {
						PayloadComplete bool
						MaxCommissionID string
						Records         []map[string]string
					}
				}
			}
			w.must(json.Unmarshal([]byte(text), &answer))
			page := answer.Data.PublisherCommissions
			rows, cursor, complete = append(rows, page.Records...), page.MaxCommissionID, page.PayloadComplete
		}
	}
	return rows
}

// TestTheYearIsServedWhole pulls a year by windows and pages and compares it
// with the ledger; so it does with the shop's sales behind it, by ids and after
// the clock has been wound.
func TestTheYearIsServedWhole(t *testing.T) {
	w := newWorld(t)
	w.must(w.box.SetPageLimit(100))
	w.generate(3000)
	w.sell(w.box.Ads()[0], "1")
	for range 2 {
		var want []map[string]string
		for r := range w.box.EveryCommission() {
			row := map[string]string{"commissionId": r.CommissionID, "originalActionId": r.OriginalActionID, "orderId": r.OrderID, "shopperId": r.SID,
				"actionStatus": string(r.Status), "validationStatus": string(r.Validation), "saleAmountUsd": r.Sale.Text(), "pubCommissionAmountUsd": r.Commission.Text(),
				"lockingDate": r.LockingDate.Format("2006-01-02T15:04:05Z"), "postingDate": r.PostingDate.Format("2006-01-02T15:04:05Z")}
			if r.OrderID == "" {
				row["saleAmountUsd"] = ""
			}
			want = append(want, row)
		}
		got := w.pull(start.AddDate(-1, 0, 0), w.clock.Now().Add(time.Second))
		slices.SortFunc(got, func(a, b map[string]string) int { return strings.Compare(a["commissionId"], b["commissionId"]) })
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("%d rows in the ledger, %d pulled:\n%.2000s", len(want), len(got), diff)
		}
		ids := []string{want[900]["commissionId"], want[7]["commissionId"], want[7]["commissionId"], want[len(want)-1]["commissionId"], "999999999", "01000000001"}
		_, text := w.query(token, `{ publisherCommissions(forPublishers: "7000001", commissionIds: ["`+strings.Join(ids, `","`)+`"]) { records { commissionId } } }`)
		if found := strings.Count(text, "commissionId"); found != 3 || !strings.Contains(text, ids[0]) {
			t.Errorf("by ids: %s", text)
		}
		w.clock.Advance(100 * 24 * time.Hour)
	}
	var statuses []string
	for r := range w.box.EveryCommission() {
		if r.Original && r.Tracker.Method == "FIXED_DATE" {
			statuses = append(statuses, string(r.Status))
		}
	}
	if all := strings.Join(statuses, " "); strings.Contains(all, "new") {
		t.Error("sales are open after 200 days")
	}
	paid, closed := int64(0), int64(0)
	for _, p := range w.box.Payments() {
		paid += p.Amount.Minor
	}
	for r := range w.box.EveryCommission() {
		if r.Status == sandbox.StatusClosed {
			closed += r.Commission.Minor
		}
	}
	if paid != closed || paid == 0 {
		t.Errorf("paid %d, closed %d", paid, closed)
	}
}

// BenchmarkYearPage asks for a full page out of a year of 200,000 sales.
func BenchmarkYearPage(b *testing.B) {
	w := benchWorld(b)
	if err := w.GenerateYear(sandbox.Year{Seed: 5, Orders: 200_000, From: start.AddDate(-1, 0, 0), To: start, SID: func(n int) string { return fmt.Sprintf("s%d", n) }}); err != nil {
		b.Fatal(err)
	}
	body := fmt.Sprintf(`{ publisherCommissions(forPublishers: "7000001", sincePostingDate: %q, beforePostingDate: %q) { count limit maxCommissionId payloadComplete records {
		commissionId originalActionId original orderId shopperId actionStatus actionType correctionReason lockingMethod validationStatus websiteId aid advertiserId coupon country
		eventDate postingDate lockingDate clickDate saleAmountPubCurrency pubCommissionAmountPubCurrency saleAmountUsd pubCommissionAmountUsd
		items { commissionItemId sku quantity itemListId perItemSaleAmountPubCurrency discountPubCurrency totalCommissionPubCurrency } situationDetails { id name } } } }`,
		start.AddDate(0, 0, -100).Format(time.RFC3339), start.AddDate(0, 0, -70).Format(time.RFC3339))
	for b.Loop() {
		if n := ask(w, body); n < 10_000 {
			b.Fatalf("an answer of %d bytes", n)
		}
	}
}

func benchWorld(b *testing.B) *sandbox.Sandbox {
	b.Helper()
	box, err := sandbox.New(sandbox.Config{Clock: clock.NewFake(start), Token: token})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := box.Close(); err != nil {
			b.Error(err)
		}
	})
	return box
}

// ask is the size of the answer to a query, without a network in between.
func ask(box *sandbox.Sandbox, body string) int {
	request := httptest.NewRequest(http.MethodPost, "/query", strings.NewReader(body))
	request.Header.Set("Authorization", "Bearer "+token)
	answer := httptest.NewRecorder()
	box.Handler().ServeHTTP(answer, request)
	return answer.Body.Len()
}
