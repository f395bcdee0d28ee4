package sandbox_test

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"go.uber.org/goleak"

	"linkledger/internal/clock"
	"linkledger/internal/sandbox"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

const (
	token           = "a-test-token"
	advertiserToken = "a-brand's-token"
	sid             = "k3v9q2m8x1c7z5t0w4aab2cd"
	// patience is how long a test waits for what must happen at once.
	patience = 10 * time.Second
)

var start = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

// world is a sandbox on a port, a relay that receives its postbacks, and a
// shopper with a browser's cookies.
type world struct {
	*testing.T
	clock   *clock.Virtual
	box     *sandbox.Sandbox
	base    string
	shopper *http.Client
	relay   string
	arrived chan *url.URL // postbacks, as they came
	answer  chan int      // statuses for the next postbacks; 200 when empty
}

func newWorld(t *testing.T) *world { return openWorld(t, clock.NewFake(start), "") }

func openWorld(t *testing.T, c *clock.Virtual, stateFile string) *world {
	t.Helper()
	box, err := sandbox.New(sandbox.Config{Clock: c, StateFile: stateFile, Token: token, AdvertiserToken: advertiserToken})
	if err != nil {
		t.Fatal(err)
	}
	w := &world{T: t, clock: c, box: box, arrived: make(chan *url.URL, 100), answer: make(chan int, 100)}
	server := httptest.NewServer(box.Handler())
	relay := httptest.NewServer(http.HandlerFunc(w.receive))
	w.base, w.relay = server.URL, relay.URL
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	w.shopper = &http.Client{Jar: jar, Transport: &http.Transport{DisableKeepAlives: true}}
	t.Cleanup(func() {
		if err := box.Close(); err != nil {
			t.Error(err)
		}
		server.Close()
		relay.Close()
	})
	return w
}

func (w *world) receive(rw http.ResponseWriter, r *http.Request) {
	status := http.StatusOK
	select {
	case status = <-w.answer:
	default:
	}
	rw.WriteHeader(status)
	io.WriteString(rw, "success=true;")
	w.arrived <- r.URL
}

// setPostback sets the usual template for an ad of the catalogue.
func (w *world) setPostback(ad sandbox.Ad) {
	w.Helper()
	template := w.relay + "/postback/good?transaction_id={SID}&amount={SALE_AMOUNT}&payout={COMMISSION}&order_id={ORDER_ID}" +
		"&network_id={COMMISSION_ID}&currency={CURRENCY}&status={ACTION_STATUS}&event_time={EVENT_DATE}"
	w.must(w.box.SetPostback(ad.AID, template, 3*time.Second))
}

func (w *world) must(err error) {
	w.Helper()
	if err != nil {
		w.Fatal(err)
	}
}

// get follows no redirect: it shows one hop.
func (w *world) get(target string) *http.Response {
	w.Helper()
	once := *w.shopper
	once.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	response, err := once.Get(target)
	w.must(err)
	w.must(response.Body.Close())
	return response
}

// land follows a click link to its end.
func (w *world) land(link string) *http.Response {
	w.Helper()
	response, err := w.shopper.Get(w.base + link)
	w.must(err)
	w.must(response.Body.Close())
	if response.StatusCode != http.StatusOK {
		w.Fatalf("landing page of %s answered %s", link, response.Status)
	}
	return response
}

// buy checks out and returns the order as the shop has it.
func (w *world) buy(ad sandbox.Ad, quantity string) sandbox.Order {
	w.Helper()
	return w.checkout(url.Values{"sku": {ad.SKU}, "quantity": {quantity}})
}

// checkout sends the shop an order form.
func (w *world) checkout(form url.Values) sandbox.Order {
	w.Helper()
	response, err := w.shopper.PostForm(w.base+"/shop/checkout", form)
	w.must(err)
	page, err := io.ReadAll(response.Body)
	w.must(err)
	w.must(response.Body.Close())
	orders := w.box.Orders()
	if len(orders) == 0 {
		w.Fatalf("no order after checkout, which answered %s: %s", response.Status, page)
	}
	order := orders[len(orders)-1]
	if response.Request.URL.Path != "/shop/orders/"+order.ID || !strings.Contains(string(page), order.ID) {
		w.Fatalf("checkout ended at %s, which doesn't show order %s", response.Request.URL, order.ID)
	}
	return order
}

// sell makes one attributed order.
func (w *world) sell(ad sandbox.Ad, quantity string) sandbox.Order {
	w.Helper()
	w.land(ad.ClickPath() + "?sid=" + sid)
	return w.buy(ad, quantity)
}

// postback waits for the next postback.
func (w *world) postback() *url.URL {
	w.Helper()
	select {
	case u := <-w.arrived:
		return u
	case <-time.After(patience):
		w.Fatal("no postback came")
		return nil
	}
}

// deliveries waits until the one postback has reached a state.
func (w *world) delivered(state sandbox.DeliveryState) sandbox.Delivery {
	w.Helper()
	var last []sandbox.Delivery
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); {
		if last = w.box.Deliveries(); len(last) == 1 && last[0].State == state {
			return last[0]
		}
		time.Sleep(time.Millisecond) // between looks at a condition
	}
	w.Fatalf("deliveries = %+v, want one that is %q", last, state)
	return sandbox.Delivery{}
}

// control calls the control API and returns the status and the JSON.
func (w *world) control(method, path, body string) (int, map[string]any) {
	w.Helper()
	request, err := http.NewRequest(method, w.base+"/control/"+path, strings.NewReader(body))
	w.must(err)
	request.Header.Set("Content-Type", "application/json")
	response, err := w.shopper.Do(request)
	w.must(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	w.must(err)
	var object map[string]any
	if !bytes.HasPrefix(text, []byte("[")) {
		if err := json.Unmarshal(text, &object); err != nil {
			w.Fatalf("%s %s answered %q: %v", method, path, text, err)
		}
	}
	return response.StatusCode, object
}
