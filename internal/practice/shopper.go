package practice

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"path"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Shopper is a person with a browser of their own.
type Shopper struct {
	browser *http.Client
	agent   string
}

// Hop is one step of a click.
type Hop struct {
	URL    string
	Status int
}

// Visit is a click that has arrived.
type Visit struct {
	Hops    []Hop
	Landing *url.URL
	Page    string
}

// Chrome is a browser's user agent.
const Chrome = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36"

const (
	maxHops  = 10
	pageSize = 1 << 18
)

// NewShopper returns a shopper with an empty cookie jar.
func NewShopper(agent string) *Shopper {
	jar, _ := cookiejar.New(nil) // its error is always nil
	return &Shopper{agent: agent, browser: &http.Client{Jar: jar, Timeout: 15 * time.Second,
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}}
}

// Click follows a member link hop by hop to the brand's page.
func (s *Shopper) Click(ctx context.Context, link string) (Visit, error) {
	var v Visit
	at, err := url.Parse(link)
	if err != nil {
		return v, err
	}
	for range maxHops {
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, at.String(), nil)
		if err != nil {
			return v, err
		}
		status, location, page, err := s.do(request)
		if err != nil {
			return v, err
		}
		v.Hops = append(v.Hops, Hop{URL: at.String(), Status: status})
		if location == nil {
			v.Landing, v.Page = at, page
			if status != http.StatusOK {
				return v, fmt.Errorf("%s answered %d", at, status)
			}
			return v, nil
		}
		at = location
	}
	return v, fmt.Errorf("the link redirects more than %d times", maxHops)
}

var skuField = regexp.MustCompile(`name="sku" value="([^"]+)"`)

// ErrNoCheckout says that a page sells nothing.
var ErrNoCheckout = errors.New("the page has no checkout form")

// Buy places an order on the page of a visit and returns its id.
func (s *Shopper) Buy(ctx context.Context, landing *url.URL, page string, quantity int) (orderID string, err error) {
	return s.BuyWith(ctx, "", landing, page, quantity)
}

// BuyWith does so with a promo code, which may be empty.
func (s *Shopper) BuyWith(ctx context.Context, coupon string, landing *url.URL, page string, quantity int) (orderID string, err error) {
	sku := skuField.FindStringSubmatch(page)
	if sku == nil {
		return "", ErrNoCheckout
	}
	form := url.Values{"sku": {sku[1]}, "quantity": {strconv.Itoa(quantity)}}
	if coupon != "" {
		form.Set("coupon", coupon)
	}
	checkout := landing.ResolveReference(&url.URL{Path: "/shop/checkout"})
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, checkout.String(), strings.NewReader(form.Encode()))
	if err != nil {
		return "", err
	}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	status, location, _, err := s.do(request)
	if err != nil {
		return "", err
	}
	if location == nil {
		return "", fmt.Errorf("the shop answered the order with %d", status)
	}
	return path.Base(location.Path), nil
}

func (s *Shopper) do(request *http.Request) (status int, location *url.URL, page string, err error) {
	request.Header.Set("User-Agent", s.agent)
	response, err := s.browser.Do(request)
	if err != nil {
		return 0, nil, "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(io.LimitReader(response.Body, pageSize))
	if err != nil {
		return 0, nil, "", err
	}
	if location, err := response.Location(); err == nil {
		return response.StatusCode, location, string(body), nil
	}
	return response.StatusCode, nil, string(body), nil
}

// Carry gives the shopper cookies that another browser holds for a site. A
// browser tells no paths, so they count for the whole site.
func (s *Shopper) Carry(at *url.URL, cookies []*http.Cookie) {
	root := at.ResolveReference(&url.URL{Path: "/"})
	s.browser.Jar.SetCookies(root, cookies)
}
