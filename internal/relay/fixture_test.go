package relay_test

import (
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.uber.org/goleak"

	"linkledger/internal/affiliate"
	"linkledger/internal/clock"
	"linkledger/internal/relay"
	"linkledger/internal/relay/frontdoor"
	"linkledger/internal/relay/sqlitestore"
	"linkledger/internal/relayapi"
)

func TestMain(m *testing.M) {
	// net/http stays half a second with a connection that it closes on its own.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("net/http.(*conn).serve"))
}

const (
	phone = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"
	token = "postback-token-0123456789abcdef0123456789"
)

// fixture is a relay on a real store and a real listener, with one workspace,
// device, offer and link.
type fixture struct {
	t          testing.TB
	dir        string
	clock      *clock.Virtual
	urls       affiliate.URLPolicy
	store      *flaky
	sqlite     *sqlitestore.Store
	relay      *relay.Relay
	server     *served
	workspace  relay.Workspace
	connection relayapi.Connection
	api        *relayapi.ClientWithResponses
	epoch      string
	block      relayapi.Block
	logged     *strings.Builder
	flushEvery time.Duration
	deviceRate int
	entryEvery time.Duration
	countries  relay.Countries
}

// served is a front door on a real listener.
type served struct {
	URL   string
	front *frontdoor.Server
}

func serve(t testing.TB, front *frontdoor.Server) *served {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	go func() { _ = front.Serve(l) }() // ends at Close
	return &served{"http://" + l.Addr().String(), front}
}

func (s *served) Close() { _ = s.front.Close() }

func start(t testing.TB) *fixture {
	t.Helper()
	f := &fixture{t: t, dir: t.TempDir(), clock: clock.NewFake(time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)), logged: &strings.Builder{}}
	f.flushEvery = time.Hour // the tests say when
	f.open()
	t.Cleanup(func() { f.close() })
	var err error
	if f.workspace, err = f.relay.CreateWorkspace(t.Context(), relay.NewWorkspace{TimeZone: "Europe/Berlin", LinkBase: "https://go.test.example"}); err != nil {
		t.Fatal(err)
	}
	f.connection = f.device("Office laptop")
	f.api = f.client(f.connection.Token)
	me, err := f.api.GetWorkspaceWithResponse(t.Context())
	if err != nil || me.JSON200 == nil {
		t.Fatalf("workspace: %v %s", err, me.Body)
	}
	f.epoch = me.JSON200.Epoch
	block, err := f.api.ReserveBlockWithResponse(t.Context(), relayapi.BlockRequest{Size: 5})
	if err != nil || block.JSON201 == nil {
		t.Fatalf("block: %v %s", err, block.Body)
	}
	f.block = *block.JSON201
	f.mustPush(relayapi.Push{Epoch: f.epoch, Links: []relayapi.PublicLink{f.link(0)}, Offers: []relayapi.PublicOffer{f.offer()}})
	return f
}

func (f *fixture) open() {
	f.t.Helper()
	store, err := sqlitestore.Open(f.t.Context(), filepath.Join(f.dir, "relay.db"))
	if err != nil {
		f.t.Fatal(err)
	}
	f.sqlite, f.store = store, &flaky{Store: store}
	f.relay, err = relay.New(f.t.Context(), relay.Config{
		Store: f.store, Dir: f.dir, Clock: f.clock, URLs: f.urls, FlushEvery: f.flushEvery, DeviceRate: f.deviceRate,
		EntryEvery: f.entryEvery, Countries: f.countries, Log: slog.New(slog.NewJSONHandler(f.logged, nil)),
	})
	if err != nil {
		f.t.Fatal(err)
	}
	f.server = serve(f.t, f.relay.Server())
	if f.connection.Token != "" {
		f.api = f.client(f.connection.Token)
	}
}

func (f *fixture) close() {
	f.t.Helper()
	if f.server == nil {
		return
	}
	f.relay.EndWaits()
	f.server.Close()
	http.DefaultClient.CloseIdleConnections()
	f.server = nil
	if err := f.relay.Close(context.Background()); err != nil {
		f.t.Errorf("close: %v", err)
	}
	if err := f.sqlite.Close(); err != nil {
		f.t.Errorf("close the store: %v", err)
	}
}

func (f *fixture) device(name string) relayapi.Connection {
	f.t.Helper()
	c, err := f.relay.AddDevice(f.t.Context(), f.workspace.ID, name)
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func (f *fixture) client(token string) *relayapi.ClientWithResponses {
	f.t.Helper()
	c, err := relayapi.NewClientWithResponses(f.server.URL, relayapi.WithRequestEditorFn(func(_ context.Context, req *http.Request) error {
		req.Header.Set("Authorization", "Bearer "+token)
		return nil
	}))
	if err != nil {
		f.t.Fatal(err)
	}
	return c
}

func (f *fixture) link(i int) relayapi.PublicLink {
	return relayapi.PublicLink{
		Number: f.block.FirstNumber + int64(i), Code: f.block.Codes[i], OfferID: "offeraaaaaaaaaaa", MemberID: "memberaaaaaaaaaa",
		Status: relayapi.PublicLinkStatusActive,
	}
}

func (f *fixture) offer() relayapi.PublicOffer {
	return relayapi.PublicOffer{
		ID: "offeraaaaaaaaaaa", Status: relayapi.PublicOfferStatusActive,
		Destination: "https://www.cj.example/click-1-2?sid={click_id}&m={member_id}&o={offer_id}&s={source}", Preset: "cj", Currency: "EUR", PostbackTokenHashes: []string{relay.HashToken(token)},
	}
}

func (f *fixture) push(p relayapi.Push) *relayapi.PushLogResponse {
	f.t.Helper()
	response, err := f.api.PushLogWithResponse(f.t.Context(), p)
	if err != nil {
		f.t.Fatal(err)
	}
	return response
}

func (f *fixture) mustPush(p relayapi.Push) relayapi.PushResult {
	f.t.Helper()
	response := f.push(p)
	if response.JSON200 == nil {
		f.t.Fatalf("push: %s", response.Body)
	}
	return *response.JSON200
}

// get asks without following redirects.
func (f *fixture) get(method, path string, headers ...string) *http.Response {
	f.t.Helper()
	req, err := http.NewRequestWithContext(f.t.Context(), method, f.server.URL+path, nil)
	if err != nil {
		f.t.Fatal(err)
	}
	req.Header.Set("User-Agent", phone)
	for i := 0; i < len(headers); i += 2 {
		req.Header.Set(headers[i], headers[i+1])
	}
	response, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		f.t.Fatal(err)
	}
	body, err := io.ReadAll(response.Body)
	response.Body.Close()
	if err != nil {
		f.t.Fatal(err)
	}
	response.Body = io.NopCloser(strings.NewReader(string(body)))
	return response
}

// click follows the first link as a shopper and returns the click id.
func (f *fixture) click(headers ...string) string {
	f.t.Helper()
	response := f.get(http.MethodGet, "/"+f.block.Codes[0], headers...)
	target, err := url.Parse(response.Header.Get("Location"))
	if err != nil || response.StatusCode != http.StatusFound {
		f.t.Fatalf("click: %d to %q", response.StatusCode, target)
	}
	return target.Query().Get("sid")
}

// postback calls with the offer's token and returns status and reply.
func (f *fixture) postback(query string) (int, string) {
	f.t.Helper()
	response := f.get(http.MethodGet, "/postback/"+token+"?"+query)
	body, _ := io.ReadAll(response.Body)
	return response.StatusCode, string(body)
}

func (f *fixture) entries(kind string) []relayapi.Entry {
	f.t.Helper()
	page, err := f.api.PullLogWithResponse(f.t.Context(), &relayapi.PullLogParams{})
	if err != nil || page.JSON200 == nil {
		f.t.Fatalf("log: %v", err)
	}
	var found []relayapi.Entry
	for i, e := range page.JSON200.Entries {
		if e.Seq != int64(i+1) {
			f.t.Fatalf("entry %d has sequence number %d", i+1, e.Seq)
		}
		if kind == "" || e.Kind == kind {
			found = append(found, e)
		}
	}
	if page.JSON200.Head != int64(len(page.JSON200.Entries)) {
		f.t.Fatalf("head is %d of %d entries", page.JSON200.Head, len(page.JSON200.Entries))
	}
	return found
}

func (f *fixture) conversions() []relayapi.ConversionBody {
	f.t.Helper()
	return bodies[relayapi.ConversionBody](f.t, f.entries(relayapi.KindConversion))
}

func (f *fixture) calls() []relayapi.PostbackCall {
	f.t.Helper()
	response, err := f.api.ListPostbacksWithResponse(f.t.Context(), &relayapi.ListPostbacksParams{Limit: 1000})
	if err != nil || response.JSON200 == nil {
		f.t.Fatalf("postbacks: %v", err)
	}
	return *response.JSON200
}

func bodies[T any](t testing.TB, entries []relayapi.Entry) []T {
	t.Helper()
	var all []T
	for _, e := range entries {
		var body T
		if err := json.Unmarshal(e.Body, &body); err != nil {
			t.Fatal(err)
		}
		all = append(all, body)
	}
	return all
}

func entry(kind string, body any) relayapi.NewEntry {
	raw, err := json.Marshal(body)
	if err != nil {
		panic(err)
	}
	return relayapi.NewEntry{ID: uuid.NewString(), Kind: kind, Schema: 1, Actor: "actoraaaaaaaaaaa", Time: time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC), Body: raw}
}

func sealed(t *testing.T, workspace, kind, text string) relayapi.NewEntry {
	t.Helper()
	e := entry(kind, nil)
	if err := relayapi.NewKey().Seal(workspace, &e, []byte(text)); err != nil {
		t.Fatal(err)
	}
	return e
}

// flaky is a store that can be made to fail.
type flaky struct {
	relay.Store
	down atomic.Bool
	full atomic.Bool // it answers, and takes nothing
	// letIn is told of a device before its request goes on.
	letIn atomic.Pointer[func(relay.Device)]
	// grouping is told of a question about clicks, which it may hold up.
	grouping atomic.Pointer[func(context.Context) error]
	// batched is told of a batch before it is committed.
	batched atomic.Pointer[func()]
}

var errDown = io.ErrClosedPipe

func (s *flaky) Batch(ctx context.Context, steps []func(relay.Tx) error) ([]error, error) {
	if s.down.Load() || s.full.Load() {
		return nil, errDown
	}
	if batched := s.batched.Load(); batched != nil {
		(*batched)()
	}
	return s.Store.Batch(ctx, steps)
}

func (s *flaky) GroupClicks(ctx context.Context, cut relay.ClickCut, each func(relay.ClickGroup)) error {
	if grouping := s.grouping.Load(); grouping != nil {
		if err := (*grouping)(ctx); err != nil {
			return err
		}
	}
	return s.Store.GroupClicks(ctx, cut, each)
}

func (s *flaky) Click(ctx context.Context, workspace string, id affiliate.ClickID) (relayapi.Click, error) {
	if s.down.Load() {
		return relayapi.Click{}, errDown
	}
	return s.Store.Click(ctx, workspace, id)
}

func (s *flaky) DeviceByToken(ctx context.Context, hash string) (relay.Device, error) {
	if s.down.Load() {
		return relay.Device{}, errDown
	}
	d, err := s.Store.DeviceByToken(ctx, hash)
	if letIn := s.letIn.Load(); letIn != nil && err == nil {
		(*letIn)(d)
	}
	return d, err
}

func (s *flaky) Ready(ctx context.Context) error {
	if s.down.Load() {
		return errDown
	}
	return s.Store.Ready(ctx)
}
