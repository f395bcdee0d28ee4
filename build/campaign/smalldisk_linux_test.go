package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
)

// inOwnNamespace runs this test again where its user may mount, unless they
// may here. It reports whether it did.
func inOwnNamespace(t *testing.T) bool {
	t.Helper()
	const inside = "CAMPAIGN_NAMESPACE"
	if os.Getuid() == 0 || os.Getenv(inside) != "" {
		return false
	}
	cmd := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestCampaigns$/^diskfull$", "-test.v")
	cmd.Env = append(os.Environ(), inside+"=1")
	cmd.SysProcAttr = &syscall.SysProcAttr{
		Cloneflags:  syscall.CLONE_NEWUSER | syscall.CLONE_NEWNS,
		UidMappings: []syscall.SysProcIDMap{{HostID: os.Getuid(), Size: 1}},
		GidMappings: []syscall.SysProcIDMap{{HostID: os.Getgid(), Size: 1}},
	}
	out, err := cmd.CombinedOutput()
	t.Logf("in a namespace of its own: %s", out)
	if err != nil {
		t.Errorf("in a namespace of its own: %v", err)
	}
	return true
}
