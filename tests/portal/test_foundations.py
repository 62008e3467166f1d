from django.conf import settings


def test_tests_run_outside_the_demo():
    assert not settings.DEMO
