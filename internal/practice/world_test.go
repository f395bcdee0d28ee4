package practice_test

import (
	"context"
	"errors"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/practice"
	"linkledger/internal/relayapi"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func config(dir string) practice.Config {
	return practice.Config{Dir: dir, Base: clock.NewFake(noon), TimeZone: "Europe/Berlin"}
}

// start opens a world that leaves nothing running behind.
func start(t *testing.T, c practice.Config) *practice.World {
	t.Helper()
	t.Cleanup(func() {
		http.DefaultClient.CloseIdleConnections()
		goleak.VerifyNone(t)
	})
	w, err := practice.Start(context.Background(), c)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := w.Close(); err != nil {
			t.Error(err)
		}
	})
	return w
}

func TestReopen(t *testing.T) {
	dir := t.TempDir()
	c := config(dir)
	c.Start = noon.AddDate(0, 0, -40)
	w := start(t, c)
	if got := w.Clock.Now(); !got.Equal(c.Start) {
		t.Fatalf("a new world shows %v", got)
	}
	s := stock(t, w)
	s.buy(t, w)
	if err := w.Wind(practice.ToNextWeek); err != nil {
		t.Fatal(err)
	}
	now, relay, shop, orders := w.Clock.Now(), w.RelayURL(), w.ShopURL(), len(w.Sandbox.Orders())
	line, err := w.Connection()
	if err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	http.DefaultClient.CloseIdleConnections()
	again := start(t, c)
	if got := again.Clock.Now(); !got.Equal(now) {
		t.Errorf("the clock shows %v, not %v", got, now)
	}
	if again.RelayURL() != relay || again.ShopURL() != shop {
		t.Errorf("it moved from %s, %s to %s, %s", relay, shop, again.RelayURL(), again.ShopURL())
	}
	if got, err := again.Connection(); err != nil || got != line {
		t.Errorf("another device: %v", err)
	}
	if got := len(again.Sandbox.Orders()); got != orders || orders != 1 {
		t.Errorf("%d orders, then %d", orders, got)
	}
	if _, err := practice.NewShopper(practice.Chrome).Click(context.Background(), s.link); err != nil {
		t.Errorf("the link from before: %v", err)
	}
}

func TestTakenPort(t *testing.T) {
	dir := t.TempDir()
	w := start(t, config(dir))
	address := strings.TrimPrefix(w.RelayURL(), "http://")
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	thief, err := net.Listen("tcp", address)
	if err != nil {
		t.Skipf("the system gave %s to somebody else: %v", address, err)
	}
	_, err = practice.Start(context.Background(), config(dir))
	if affiliate.Code(err) != affiliate.Unavailable || !strings.Contains(err.Error(), address) || !strings.Contains(err.Error(), "Close the other program") {
		t.Errorf("it says %v", err)
	}
	if err := thief.Close(); err != nil {
		t.Fatal(err)
	}
	if again := start(t, config(dir)); again.RelayURL() != w.RelayURL() {
		t.Errorf("it moved to %s", again.RelayURL())
	}
}

func TestDamagedFile(t *testing.T) {
	for name, content := range map[string]string{"cut": `{"offset_ns": 12`, "empty": "", "another": `[1]`} {
		dir := t.TempDir()
		path := filepath.Join(dir, "practice.json")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := practice.Start(context.Background(), config(dir)); affiliate.Code(err) != affiliate.Conflict || !strings.Contains(err.Error(), "Reset practice mode") {
			t.Errorf("%s: %v", name, err)
		}
		if got, err := os.ReadFile(path); err != nil || string(got) != content {
			t.Errorf("%s: the file was changed to %q: %v", name, got, err)
		}
	}
}

func TestFaults(t *testing.T) {
	w := start(t, config(t.TempDir()))
	s, ctx := stock(t, w), context.Background()
	shopper := practice.NewShopper(practice.Chrome)
	if err := w.SetFault(practice.RelayStopped, true); err != nil {
		t.Fatal(err)
	}
	if _, err := shopper.Click(ctx, s.link); err == nil {
		t.Error("the stopped relay redirects")
	}
	if _, err := s.client.Workspace(ctx); err == nil {
		t.Error("the stopped relay answers devices")
	}
	if err := w.SetFault(practice.RelayStopped, false); err != nil {
		t.Fatal(err)
	}
	for _, lost := range []bool{true, false} {
		w.Clock.Advance(time.Second) // clicks of one moment have no order
		if err := w.SetFault(practice.LostClick, lost); err != nil {
			t.Fatal(err)
		}
		if _, err := shopper.Click(ctx, s.link); err != nil {
			t.Fatal(err)
		}
		if err := w.FlushClicks(ctx); err != nil {
			t.Fatal(err)
		}
		clicks, err := s.client.Clicks(ctx, s.number, 1)
		if err != nil || len(clicks) != 1 || (clicks[0].Rejected != "") != lost {
			t.Errorf("lost is %v: %+v %v", lost, clicks, err)
		}
	}
	seen := map[string]bool{}
	for _, f := range w.Faults() {
		if seen[f.Name] || f.On || f.Description == "" {
			t.Errorf("%+v", f)
		}
		seen[f.Name] = true
		if err := w.SetFault(f.Name, true); err != nil {
			t.Errorf("%s: %v", f.Name, err)
		}
	}
	for _, f := range w.Faults() {
		if !f.On {
			t.Errorf("%s did not go on", f.Name)
		}
	}
	if err := w.SetFault("gremlins", true); err == nil {
		t.Error("an unknown fault went on")
	}
}

func TestWind(t *testing.T) {
	w := start(t, config(t.TempDir()))
	for _, to := range []string{practice.ToLock, practice.ToPayday} {
		if err := w.Wind(to); affiliate.Code(err) != affiliate.Conflict {
			t.Errorf("%s without a sale: %v", to, err)
		}
	}
	if err := w.Wind("tomorrow"); affiliate.Code(err) != affiliate.Invalid {
		t.Errorf("an unknown step: %v", err)
	}
	s := stock(t, w)
	s.buy(t, w)
	if err := w.Wind(practice.ToLock); err != nil {
		t.Fatal(err)
	}
	if rows := w.Sandbox.Commissions(); len(rows) != 1 || rows[0].Open() || !w.NextLock().IsZero() {
		t.Errorf("not locked: %+v", rows)
	}
	if !w.Paid().IsZero() {
		t.Errorf("CJ paid before its day: %s", w.Paid())
	}
	if err := w.Wind(practice.ToPayday); err != nil {
		t.Fatal(err)
	}
	if day := w.Clock.Now().Day(); day != 1 || w.Paid().IsZero() {
		t.Errorf("day %d, paid %s", day, w.Paid())
	}
}

// stocked is a link that is live at the world's relay.
type stocked struct {
	client *relayapi.Client
	link   string
	number int64
	token  string
}

func stock(t *testing.T, w *practice.World) stocked {
	t.Helper()
	ctx := context.Background()
	line, err := w.Connection()
	if err != nil {
		t.Fatal(err)
	}
	client, err := relayapi.Dial(line)
	if err != nil {
		t.Fatal(err)
	}
	workspace, err := client.Workspace(ctx)
	if err != nil {
		t.Fatal(err)
	}
	block, err := client.Reserve(ctx, 1)
	if err != nil {
		t.Fatal(err)
	}
	ad, s := w.Sandbox.Ads()[0], stocked{client: client, number: block.FirstNumber, token: "postback-token-0123456789abcdef"}
	_, err = client.Push(ctx, relayapi.Push{Epoch: workspace.Epoch,
		Links: []relayapi.PublicLink{{Number: s.number, Code: block.Codes[0], OfferID: "offeraaaaaaaaaaa", MemberID: "memberaaaaaaaaaa", Status: relayapi.PublicLinkStatusActive}},
		Offers: []relayapi.PublicOffer{{ID: "offeraaaaaaaaaaa", Status: relayapi.PublicOfferStatusActive,
			Destination: w.ShopURL() + ad.ClickPath() + "?sid={click_id}&url=" + url.QueryEscape(w.ShopURL()+ad.ProductPath()), Preset: affiliate.PresetCJ, Currency: "USD", PostbackTokenHashes: []string{affiliate.HashToken(s.token)}}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := w.PlacePostback(ad.AID, s.token); err != nil {
		t.Fatal(err)
	}
	s.link = workspace.LinkBase + "/" + block.Codes[0]
	return s
}

// buy walks the link as a shopper does, and has the postback arrive.
func (s stocked) buy(t *testing.T, w *practice.World) string {
	t.Helper()
	ctx := context.Background()
	shopper := practice.NewShopper(practice.Chrome)
	visit, err := shopper.Click(ctx, s.link)
	if err != nil {
		t.Fatal(err)
	}
	if len(visit.Hops) < 3 || visit.Landing.Query().Get("cjevent") == "" {
		t.Errorf("the walk: %+v", visit.Hops)
	}
	order, err := shopper.Buy(ctx, visit.Landing, visit.Page, 2)
	if err != nil {
		t.Fatal(err)
	}
	if err := w.AwaitPostbacks(ctx); err != nil {
		t.Fatal(err)
	}
	return order
}

func TestShopperWithoutAShop(t *testing.T) {
	w := start(t, config(t.TempDir()))
	shopper, ctx := practice.NewShopper(practice.Chrome), context.Background()
	if _, err := shopper.Click(ctx, w.RelayURL()+"/nowhere"); err == nil || !strings.Contains(err.Error(), "404") {
		t.Errorf("a link that is not there: %v", err)
	}
	landing, err := url.Parse(w.ShopURL())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := shopper.Buy(ctx, landing, "<p>About us</p>", 1); !errors.Is(err, practice.ErrNoCheckout) {
		t.Errorf("a page that sells nothing: %v", err)
	}
}
