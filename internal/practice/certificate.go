package practice

import (
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"math/big"
	"net"
	"net/http"
	"time"

	"linkledger/internal/relay"
)

// secureURL is where the shop answers by https; empty while nobody asked for it.
func (w *World) secureURL() string {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.secure
}

// serveExpired serves the shop by https, once, with a certificate of yesterday.
func (w *World) serveExpired() error {
	w.mu.Lock()
	defer w.mu.Unlock()
	switch {
	case w.closed:
		return http.ErrServerClosed
	case w.secure != "":
		return nil
	}
	certificate, err := expired(time.Now())
	if err != nil {
		return err
	}
	listener, err := listen(context.Background(), "")
	if err != nil {
		return err
	}
	w.secure = "https://" + listener.Addr().String()
	w.run(tls.NewListener(listener, &tls.Config{Certificates: []tls.Certificate{certificate}, MinVersion: tls.VersionTLS12}),
		relay.NewServer(w.Sandbox.Handler()))
	return nil
}

// expired makes a certificate of this computer that was valid until yesterday.
func expired(now time.Time) (tls.Certificate, error) {
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		return tls.Certificate{}, err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotBefore: now.AddDate(-1, 0, 0), NotAfter: now.AddDate(0, 0, -1),
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}}
	raw, err := x509.CreateCertificate(rand.Reader, template, template, &key.PublicKey, key)
	return tls.Certificate{Certificate: [][]byte{raw}, PrivateKey: key}, err
}
