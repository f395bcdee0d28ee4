package relay_test

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"strings"
	"testing"
	"time"
)

// slow begins a POST from an address of this machine and sends nothing of its
// body. It returns the first status: 100 once the relay reads.
func (f *fixture) slow(from, path string) int {
	f.t.Helper()
	d := net.Dialer{LocalAddr: &net.TCPAddr{IP: net.ParseIP(from)}}
	c, err := d.DialContext(f.t.Context(), "tcp", strings.TrimPrefix(f.server.URL, "http://"))
	if err != nil {
		f.t.Fatal(err)
	}
	f.t.Cleanup(func() { c.Close() })
	_ = c.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprintf(c, "POST %s HTTP/1.1\r\nHost: a\r\nExpect: 100-continue\r\nContent-Type: application/json\r\nContent-Length: 10\r\n\r\n", path)
	line, err := bufio.NewReader(c).ReadString('\n')
	var status int
	if _, scanned := fmt.Sscanf(line, "HTTP/1.1 %d", &status); err != nil || scanned != nil {
		f.t.Fatalf("%q, %v", line, err)
	}
	return status
}

// TestSlowStrangersRefuseNoSale, as many as there are places for postbacks.
func TestSlowStrangersRefuseNoSale(t *testing.T) {
	f := start(t)
	query := "transaction_id=" + f.click() + "&amount=5"
	for network := range 8 {
		for range 128 {
			if status := f.slow(fmt.Sprintf("127.0.%d.1", network+1), "/postback/nobody"); status != http.StatusContinue {
				t.Fatalf("a slow call: %d", status)
			}
		}
	}
	if status, body := f.postback(query); status != http.StatusOK {
		t.Errorf("a sale: %d %s", status, body)
	}
	response, err := http.Post(f.server.URL+"/postback/"+token, "application/x-www-form-urlencoded", strings.NewReader(query+"&order_id=2"))
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	if body, _ := io.ReadAll(response.Body); response.StatusCode != http.StatusOK {
		t.Errorf("a sale with a body: %d %s", response.StatusCode, body)
	}
	if status := f.slow("127.0.1.2", "/aff_lsr"); status != http.StatusServiceUnavailable {
		t.Errorf("one more slow call of a network: %d", status)
	}
}

// TestSlowStrangersKeepNoDeviceOut, as many as there are turns.
func TestSlowStrangersKeepNoDeviceOut(t *testing.T) {
	f := start(t)
	for i := range 64 {
		if status := f.slow(fmt.Sprintf("127.0.%d.1", i/8+1), "/v1/pairings/7/join"); status != http.StatusContinue {
			t.Fatalf("a slow join: %d", status)
		}
	}
	if r, err := f.api.GetWorkspaceWithResponse(t.Context()); err != nil || r.JSON200 == nil {
		t.Fatalf("%v %s", err, r.Body)
	}
}
