package ingest_test

import (
	"context"
	"testing"

	"linkledger/internal/affiliate"
)

// A device says its own public key, and no other device's: that one's new keys
// would go to it.
func TestDeviceSpeaksForItself(t *testing.T) {
	s := newScene(t)
	s.a.enqueue("own", affiliate.NounDevice, "device", affiliate.Device{Name: "Own", PublicKey: "own"})
	s.a.enqueue("foreign", affiliate.NounDevice, "another", affiliate.Device{Name: "Another", PublicKey: "own"})
	s.a.exchange()
	devices, err := s.a.store.Devices(context.Background())
	if err != nil || len(devices) != 1 || devices[0].Name != "Own" {
		t.Errorf("devices %+v, %v", devices, err)
	}
	if len(s.a.problems()) != 1 {
		t.Errorf("problems %v", s.a.problems())
	}
}
