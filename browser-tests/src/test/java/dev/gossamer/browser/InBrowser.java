package dev.gossamer.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class a browser: parameters of type {@link
 * com.microsoft.playwright.BrowserContext} and {@link com.microsoft.playwright.Page} are new for
 * each test, {@link TestServer} and {@link com.microsoft.playwright.Browser} are shared by all.
 * Without a Chromium or the npm package the tests are skipped; with {@code CI=true} they fail.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(BrowserExtension.class)
public @interface InBrowser {}
