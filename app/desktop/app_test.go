package desktop

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"

	"linkledger/internal/practice"
)

// openApp opens the application in a folder; syncs happen when a test says so.
func openApp(t testing.TB, dir string) *App {
	t.Helper()
	a, err := Open(context.Background(), Options{Dir: dir, Manual: true, Passphrase: "correct horse battery",
		SaveFile: func(name string) (string, error) { return filepath.Join(dir, name), nil }})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { must(t, a.Close()) })
	return a
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func got[T any](value T, err error) func(testing.TB) T {
	return func(t testing.TB) T {
		t.Helper()
		must(t, err)
		return value
	}
}

// failed reads an error as the screens do.
func failed(t testing.TB, err error) failure {
	t.Helper()
	if err == nil {
		t.Fatal("no error")
	}
	var f failure
	if jsonErr := json.Unmarshal([]byte(err.Error()), &f); jsonErr != nil {
		t.Fatalf("the error is no JSON: %v", err)
	}
	if f.Code == "" || f.Message == "" {
		t.Fatalf("the error says nothing: %+v", f)
	}
	return f
}

func offerForm(t testing.TB, a *App) OfferForm {
	t.Helper()
	options := got(a.Offers.Options())(t)
	return OfferForm{Name: "Wool throw", ConversionType: "sale", PayoutOption: "cps", PayoutPercent: "10", Protocol: "server_postback_tid",
		OfferURL: options.Destinations[0].Value, UTMs: []Pair{{Label: "utm_source", Value: "ambassador"}}}
}

// linksOf generates links of an offer for members, and waits for them.
func linksOf(t *testing.T, a *App, offer string, test bool, members ...string) []LinkRow {
	t.Helper()
	s := got(a.session())(t)
	made := got(s.generate(t.Context(), theLinksOf(offer, test, members...)))(t)
	return got(s.rowsOfLinks(t.Context(), made.ids))(t)
}

func theLinksOf(offer string, test bool, members ...string) LinkBulkForm {
	return LinkBulkForm{OfferIDs: []string{offer}, Who: toMembers, MemberIDs: members, Test: test}
}

// sale lets a shopper click a new member's link and buy.
func sale(t *testing.T, a *App) (OfferDetail, MemberRow, LinkRow) {
	t.Helper()
	ctx := context.Background()
	offer := got(a.Offers.Save(offerForm(t, a)))(t)
	member := got(a.Members.Save(MemberForm{Name: "Maya Lindqvist", Payee: "maya@lindqvist.example"}))(t)
	must(t, a.Sync(ctx))
	link := linksOf(t, a, offer.Row.ID, false, member.ID)[0]
	must(t, a.Sync(ctx))
	buy(t, a, link.URL)
	return offer, member, link
}

func buy(t *testing.T, a *App, url string) {
	t.Helper()
	ctx := context.Background()
	world := got(a.World())(t)
	shopper := practice.NewShopper(practice.Chrome)
	visit := got(shopper.Click(ctx, url))(t)
	got(shopper.Buy(ctx, visit.Landing, visit.Page, 1))(t)
	must(t, world.AwaitPostbacks(ctx))
	must(t, world.FlushClicks(ctx))
	must(t, a.Sync(ctx))
}

// payEverybody winds to CJ's payday, records its payment and pays.
func payEverybody(t *testing.T, a *App) PaymentDetail {
	t.Helper()
	toPayday(t, a)
	return payNow(t, a)
}

func toPayday(t *testing.T, a *App) {
	t.Helper()
	got(a.Practice.Advance(practice.ToLock))(t)
	got(a.Practice.Advance(practice.ToPayday))(t)
}

// payNow records what CJ has paid and pays everybody who is owed anything.
func payNow(t *testing.T, a *App) PaymentDetail {
	t.Helper()
	state := got(a.Practice.State())(t)
	got(a.Payments.RecordReceipt(ReceiptForm{Source: "cj", Amount: state.CJPaid.Text, Day: state.Now[:10]}))(t)
	must(t, a.Sync(context.Background()))
	var payable []string
	for _, line := range got(a.Payments.Plan())(t).Lines {
		if line.Blocked == "" {
			payable = append(payable, line.MemberID)
		}
	}
	return got(a.Payments.Make(payable))(t)
}

// TestFirstStart: practice mode opens by itself, empty and in step.
func TestFirstStart(t *testing.T) {
	a := openApp(t, t.TempDir())
	must(t, a.Sync(context.Background()))
	v := got(a.Workspace.State())(t)
	if v.Profile.Kind != kindPractice || !v.Connected || v.Sync.State != "synced" || v.Sync.Pending != 0 || v.Currency != "USD" {
		t.Errorf("state %+v", v)
	}
	if report := got(a.Reports.SalesTracking(Period{}))(t); len(report.Totals) != 1 || len(report.Rows) != 0 {
		t.Errorf("report %+v", report)
	}
}

func TestProfileSurvivesARestart(t *testing.T) {
	dir := t.TempDir()
	a := openApp(t, dir)
	_, member, link := sale(t, a)
	must(t, a.Close())

	b := openApp(t, dir)
	must(t, b.Sync(context.Background()))
	links := got(b.Links.List(LinkFilter{MemberID: member.ID}))(t)
	if len(links) != 1 || links[0].URL != link.URL || links[0].Conversions != 1 {
		t.Fatalf("links %+v", links)
	}
	buy(t, b, link.URL) // the old link still leads to the shop
	if page := got(b.Conversions.List(ConversionFilter{}))(t); page.Total != 2 {
		t.Errorf("%d conversions after the restart, want 2", page.Total)
	}
}

// TestDroppedDatabaseComesBackFromTheLog: the same books, to the cent and to
// the chain's hash.
func TestDroppedDatabaseComesBackFromTheLog(t *testing.T) {
	ctx, dir := context.Background(), t.TempDir()
	a := openApp(t, dir)
	sample := got(a.StartSample(ctx, time.Now().Add(-70*24*time.Hour)))(t)
	must(t, sample.Run(ctx, time.Now().Add(-50*24*time.Hour)))
	payment := payEverybody(t, a)
	got(a.Payments.MarkPaid(PaidForm{PaymentID: payment.Row.ID, Day: "2026-11-02"}))(t)
	report, overview, head := got(a.Reports.SalesTracking(Period{}))(t), got(a.Payments.Overview())(t), got(a.Prove(ctx))(t)
	page := got(a.Conversions.List(ConversionFilter{Limit: 1000}))(t)
	today := time.Now()
	for _, p := range []Period{{}, {From: today.AddDate(0, 0, -62).Format(time.DateOnly)}, {From: today.AddDate(0, 0, -66).Format(time.DateOnly), To: today.AddDate(0, 0, -60).Format(time.DateOnly)}} {
		sameAsFacts(t, a, p)
	}
	must(t, a.Close())

	for _, suffix := range []string{"", "-wal", "-shm"} {
		if err := os.Remove(filepath.Join(a.profileDir(practiceID), databaseFile+suffix)); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	b := openApp(t, dir)
	must(t, b.Sync(ctx))
	if again := got(b.Prove(ctx))(t); again != head || head == "" {
		t.Errorf("the chain ends in %q, and before in %q", again, head)
	}
	same(t, "books", stampless(overview), stampless(got(b.Payments.Overview())(t)))
	same(t, "conversions", page, got(b.Conversions.List(ConversionFilter{Limit: 1000}))(t))
	after := got(b.Reports.SalesTracking(Period{}))(t)
	same(t, "totals", report.Totals, after.Totals)
	same(t, "rows", report.Rows, after.Rows)
}

// stampless drops what depends on the time of looking.
func stampless(v PaymentsOverview) PaymentsOverview { v.NextPayDay = ""; return v }

func same(t *testing.T, what string, before, after any) {
	t.Helper()
	x, errX := json.Marshal(before)
	y, errY := json.Marshal(after)
	must(t, errors.Join(errX, errY))
	if string(x) != string(y) {
		t.Errorf("%s differ:\n%s\n%s", what, x, y)
	}
}
