package main

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// conn is one keep-alive HTTP/1.1 connection, written by hand so that the load
// costs less than what it loads. It is used by one goroutine.
type conn struct {
	net.Conn
	r *bufio.Reader
}

// patience is how long an answer may take.
const patience = 30 * time.Second

func dial(address string) (*conn, error) {
	c, err := net.DialTimeout("tcp", address, patience)
	if err != nil {
		return nil, err
	}
	return &conn{Conn: c, r: bufio.NewReader(c)}, nil
}

// answer is what came back; the body is read.
type answer struct {
	status   int
	location string
	body     string
}

// get sends one GET. Headers are name, value, ….
func (c *conn) get(path string, headers ...string) (answer, error) {
	b := make([]byte, 0, 512)
	b = append(b, "GET "...)
	b = append(b, path...)
	b = append(b, " HTTP/1.1\r\nHost: go.test.example\r\nUser-Agent: "+person+"\r\n"...)
	for i := 0; i < len(headers); i += 2 {
		b = append(b, headers[i]+": "+headers[i+1]+"\r\n"...)
	}
	return c.send(append(b, "\r\n"...), http.MethodGet)
}

// post sends one POST with a body.
func (c *conn) post(path, contentType, body string, headers ...string) (answer, error) {
	b := []byte("POST " + path + " HTTP/1.1\r\nHost: go.test.example\r\nUser-Agent: " + person + "\r\nContent-Type: " + contentType + "\r\n")
	for i := 0; i < len(headers); i += 2 {
		b = append(b, headers[i]+": "+headers[i+1]+"\r\n"...)
	}
	b = strconv.AppendInt(append(b, "Content-Length: "...), int64(len(body)), 10)
	return c.send(append(append(b, "\r\n\r\n"...), body...), http.MethodPost)
}

// send writes bytes as they are and reads one answer.
func (c *conn) send(raw []byte, method string) (answer, error) {
	if err := c.SetDeadline(time.Now().Add(patience)); err != nil {
		return answer{}, err
	}
	if _, err := c.Write(raw); err != nil {
		return answer{}, err
	}
	response, err := http.ReadResponse(c.r, &http.Request{Method: method})
	if err != nil {
		return answer{}, err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	return answer{status: response.StatusCode, location: response.Header.Get("Location"), body: string(body)}, err
}

// click follows a link as a shopper and returns the click id of the answer.
func (c *conn) click(code string, headers ...string) (id string, err error) {
	a, err := c.get("/"+code, headers...)
	if err != nil {
		return "", err
	}
	target, err := url.Parse(a.location)
	if err == nil {
		id = target.Query().Get(clickParam)
	}
	if a.status != http.StatusFound || id == "" {
		return "", refused{fmt.Sprintf("a click got %d to %q", a.status, a.location)}
	}
	return id, nil
}

// refused is an answer that is not the one promised, unlike an error of the
// connection.
type refused struct{ what string }

func (r refused) Error() string { return r.what }

// postbackPath is the call of a network for one sale.
func postbackPath(click, order, amount string) string {
	return "/postback/" + postbackToken + "?transaction_id=" + click + "&order_id=" + order + "&sale_amount=" + amount
}

const stored = "success=true;"
