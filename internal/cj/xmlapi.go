package cj

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"io"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

const maxXML = 8 << 20 // 100 records, the most of a page, with 32,000 characters of text each are less

// xmlAnswer is what CJ's older APIs answer with, in one of its forms.
type xmlAnswer struct {
	XMLName     xml.Name       `xml:"cj-api"`
	Error       string         `xml:"error-message"`
	Links       *xmlLinks      `xml:"links"`
	Advertisers *xmlAdvertised `xml:"advertisers"`
}

// xmlPage is what every list says of itself.
type xmlPage struct {
	Total    string `xml:"total-matched,attr"`
	Returned string `xml:"records-returned,attr"`
	Page     string `xml:"page-number,attr"`
}

// askXML asks one of the older APIs.
func (c *Client) askXML(ctx context.Context, address string, query url.Values, read func(xmlAnswer) error) error {
	return c.call(ctx, c.allowance.search, func() (*http.Request, error) {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address+"?"+query.Encode(), nil)
		if err != nil {
			return nil, err
		}
		req.Header.Set("Accept", "application/xml")
		return req, nil
	}, func(resp *http.Response, answer []byte) error {
		a, err := c.readXML(resp, answer)
		if err != nil {
			return err
		}
		return read(a)
	})
}

var errNoSuchAddress = errors.New("it knows no such address")

// readXML sorts an answer. Source of the messages: CJ's documentation of its
// REST APIs. A refused key is echoed; a 401 without a message is a wrong
// address, not a wrong key.
func (c *Client) readXML(resp *http.Response, answer []byte) (xmlAnswer, error) {
	if len(answer) > maxXML {
		return xmlAnswer{}, unexpected("the answer is longer than %d MiB", maxXML>>20)
	}
	var a xmlAnswer
	err := xml.Unmarshal(answer, &a)
	said := c.clean(strings.TrimSpace(a.Error))
	if strings.HasPrefix(said, "Not Authenticated") {
		said = "Not Authenticated"
	}
	switch status := resp.StatusCode; {
	case status == http.StatusNotFound, status == http.StatusGone, status == http.StatusUnauthorized && len(bytes.TrimSpace(answer)) == 0:
		return xmlAnswer{}, unexpected("status %s: %w", resp.Status, errNoSuchAddress)
	case status == http.StatusUnauthorized:
		if said == "" {
			said = resp.Status
		}
		return xmlAnswer{}, credentialError(said)
	case status == http.StatusForbidden:
		return xmlAnswer{}, c.noRights(resp.Status)
	case err != nil && status == http.StatusOK:
		return xmlAnswer{}, c.unreadableXML(answer, err)
	case said != "":
		return xmlAnswer{}, c.sort(complaint{Message: a.Error})
	case status != http.StatusOK:
		return xmlAnswer{}, unexpected("status %s: %s", resp.Status, c.clean(string(answer)))
	}
	return a, nil
}

func (c *Client) unreadableXML(answer []byte, err error) error {
	var syntax *xml.SyntaxError
	text := bytes.ToLower(bytes.TrimSpace(answer))
	switch {
	case bytes.HasPrefix(text, []byte("<html")), bytes.HasPrefix(text, []byte("<!doctype html")):
		return &later{said: "a web page came instead of data; is there a sign-in page between you and the internet?", cause: err}
	case len(text) == 0, errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &syntax) && strings.Contains(syntax.Msg, "EOF"):
		return &later{said: "the answer broke off", cause: io.ErrUnexpectedEOF}
	}
	return unexpected("the answer can't be read: %s", c.clean(err.Error()))
}

// count reads a number of an answer; what is none is nothing.
func count(text string) int {
	n, err := strconv.Atoi(strings.TrimSpace(text))
	if err != nil || n < 0 {
		return 0
	}
	return n
}
