package sandbox

import (
	"net/http"
	"net/url"
	"strings"
	"time"

	"linkledger/internal/money"
)

const productPath = "/shop/products/"

// cookieName and cookieAge are CJ's first-party cookie. Source:
// docs.cj.com/docs/http-cookie (13 months; 395 days in CJ's sample).
const (
	cookieName = "cje"
	cookieAge  = 395 * 24 * time.Hour
)

// Order is an order that the shop took.
type Order struct {
	ID      string
	Lines   []OrderLine
	Amount  money.Amount
	Buyer   Buyer
	CJEvent string // of the cookie, "" if the shop had none
	Time    time.Time
	S2SURL  string // the conversion call that was made, "" if none
	S2SNote string // how that went, in words
	// Refunded is what the shop has paid back of the amount.
	Refunded money.Amount
}

// OrderLine is one product of an order.
type OrderLine struct {
	SKU      string
	Product  string
	Quantity int64
	Price    money.Amount // of each
}

// shop serves the brand's site.
func (s *Sandbox) shop() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /shop/{$}", s.handleProducts)
	mux.HandleFunc("GET "+productPath+"{sku}", s.handleProduct)
	mux.HandleFunc("POST /shop/checkout", s.handleCheckout)
	mux.HandleFunc("GET /shop/orders/{id}", s.handleOrder)
	mux.HandleFunc("GET /shop/orders.csv", s.handleOrdersFile)
	mux.HandleFunc("GET /shop/style.css", handleStyle)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if s.mislands(w, r) {
			return
		}
		if cjevent := landedWith(r.URL.Query()); cjevent != "" && !s.fault(NoCookie) {
			http.SetCookie(w, &http.Cookie{
				Name: cookieName, Value: cjevent, Path: "/", MaxAge: int(cookieAge.Seconds()),
				// Not HttpOnly: CJ's own tag reads it. Secure only over TLS,
				// or a browser would drop it on a loopback address.
				Secure: r.TLS != nil, SameSite: http.SameSiteLaxMode,
			})
		}
		mux.ServeHTTP(w, r)
	})
}

// landedWith is the click id that a landing URL carries; the parameter's name
// is matched without case, as CJ's sample does, and the last one counts.
func landedWith(query url.Values) string {
	for name, values := range query {
		if id := values[len(values)-1]; strings.EqualFold(name, "cjevent") && plainCJEvent.MatchString(id) {
			return id
		}
	}
	return ""
}

func (s *Sandbox) handleProducts(w http.ResponseWriter, r *http.Request) {
	s.show(w, r, http.StatusOK, "products", page{Title: "All products", Ads: catalogue()})
}

func (s *Sandbox) handleProduct(w http.ResponseWriter, r *http.Request) {
	ad, ok := adBySKU(r.PathValue("sku"))
	if !ok {
		s.sorry(w, r, missing("We don't sell %q. Have a look at what we do sell.", shorten(r.PathValue("sku"))))
		return
	}
	s.show(w, r, http.StatusOK, "product", page{Title: ad.Product, Ad: ad, Countries: countries()})
}

func (s *Sandbox) handleCheckout(w http.ResponseWriter, r *http.Request) {
	order, err := readOrder(r)
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	err = s.change(func(st *state, now time.Time) error {
		order.ID, order.Time = "FW-"+st.number("order", 1001), now
		st.Orders = append(st.Orders, order)
		return nil
	})
	if err == nil {
		err = s.reportSale(r, order)
	}
	if err != nil {
		s.sorry(w, r, err)
		return
	}
	http.Redirect(w, r, "/shop/orders/"+order.ID, http.StatusSeeOther)
}

func (s *Sandbox) handleOrder(w http.ResponseWriter, r *http.Request) {
	for _, order := range s.Orders() {
		if order.ID == r.PathValue("id") {
			s.show(w, r, http.StatusOK, "order", page{Title: "Thank you", Order: order})
			return
		}
	}
	s.sorry(w, r, missing("We have no order %q.", shorten(r.PathValue("id"))))
}
